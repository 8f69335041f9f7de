import type { Onboarding } from "./onboarding.ts";

/** What happens to a domain after it was ready. */
export type Incident = NonNullable<Onboarding["incident"]>;

/** What is amiss with a domain that is not all right, if anything. */
export function openIncident({ incident }: Pick<Onboarding, "incident">): Incident | undefined {
  return incident?.overAt === undefined ? incident : undefined;
}
