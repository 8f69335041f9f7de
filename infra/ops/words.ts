import { z } from "zod";

/** Whom an onboarding waits for, as the operators' API says it. */
export const waitingOn = z.object({
  whom: z.string(),
  since: z.string().nullable(),
  until: z.string().nullable(),
});

/** In a few words, such as `customer, since 2026-11-23`. */
export function waitingWords({ whom, since }: z.infer<typeof waitingOn>): string {
  return since === null ? whom : `${whom}, since ${since.slice(0, 10)}`;
}

/** Who did something; of an operator's ARN what tells people apart, such as `user/alice`. */
export function byWords(by: string): string {
  return by.replace(/^operator:arn:[^:]+:[^:]+:[^:]*:\d+:/, "");
}

/** A time of the API as people read it, such as `2026-11-23 09:41 UTC`; `-` for none. */
export function timeWords(iso: string | null): string {
  return iso === null ? "-" : `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
