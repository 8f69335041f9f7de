import * as z from "zod";
import { registrableDomain } from "#core/names/registrable-domain";
import { probePlan } from "#core/onboarding/probe-plan";

/** An entry of the index `probes`: the item that it belongs to, and the plan of its probe. */
export const dueDomain = z.object({ pk: z.string(), plan: probePlan });

/** A domain whose probe is due. */
export type DueDomain = z.infer<typeof dueDomain>;

/** The DNS host of a domain by the name of a name server; before the first check the domain itself. */
export function hostOf({ plan }: DueDomain): string {
  const { nameServer = plan.domain } = plan;
  return registrableDomain(nameServer) ?? nameServer;
}

/** The registrable domain, whose name servers all names below it share. */
export function zoneOf({ plan }: DueDomain): string {
  return registrableDomain(plan.domain) ?? plan.domain;
}
