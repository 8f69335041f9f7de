import type { Onboarding } from "./onboarding.ts";

/** A failure of a ready domain. */
export type Incident = NonNullable<Onboarding["incident"]>;

/** Returns the incident if it is not over yet. */
export function openIncident({ incident }: Pick<Onboarding, "incident">): Incident | undefined {
  return incident?.overAt === undefined ? incident : undefined;
}
