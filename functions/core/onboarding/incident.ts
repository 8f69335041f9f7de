import type { Onboarding } from "./onboarding.ts";

/** A failure of a domain that was ready. */
export type Incident = NonNullable<Onboarding["incident"]>;

/** The incident that is not over yet, if any. */
export function openIncident({ incident }: Pick<Onboarding, "incident">): Incident | undefined {
  return incident?.overAt === undefined ? incident : undefined;
}
