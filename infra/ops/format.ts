import * as z from "zod";

/** The person or service that an onboarding waits for, as the operators' API returns it. */
export const waitingOn = z.object({
  whom: z.string(),
  since: z.string().nullable(),
  until: z.string().nullable(),
});

/** Formats the party and the time, such as `customer, since 2026-11-23`. */
export function formatWaiting({ whom, since }: z.infer<typeof waitingOn>): string {
  return since === null ? whom : `${whom}, since ${since.slice(0, 10)}`;
}

/** Formats the author of an event; an operator's ARN is shortened to a name such as `user/alice`. */
export function formatActor(by: string): string {
  return by.replace(/^operator:arn:[^:]+:[^:]+:[^:]*:\d+:/, "");
}

/** Formats a time of the API, such as `2026-11-23 09:41 UTC`; `-` if there is none. */
export function formatTime(iso: string | null): string {
  return iso === null ? "-" : `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
