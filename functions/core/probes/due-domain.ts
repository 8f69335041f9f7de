import * as z from "zod";
import { registrableDomain } from "#core/names/registrable-domain";
import { probePlan } from "#core/onboarding/probe-plan";

/** An entry of the index `probes`: the key of its item, and the plan of the probe. */
export const dueDomain = z.object({ pk: z.string(), plan: probePlan });

/** A domain whose probe is due. */
export type DueDomain = z.infer<typeof dueDomain>;

/**
 * Returns the DNS host of a domain, recognised by a name server; before the first check, the domain itself.
 */
export function hostOf({ plan }: DueDomain): string {
  const { nameServer = plan.domain } = plan;
  return registrableDomain(nameServer) ?? nameServer;
}

/** Returns the registrable domain; all names below it share its name servers. */
export function zoneOf({ plan }: DueDomain): string {
  return registrableDomain(plan.domain) ?? plan.domain;
}
