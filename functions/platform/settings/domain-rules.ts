import * as z from "zod";
import { type DomainRules, withOwnAddresses } from "#core/tickets/domain-rules";
import { readConfiguration } from "./configuration.ts";

/** The environment of every function that applies the domain rules. */
export const domainRulesEnvironment = z.object({
  CONFIGURATION_PARAMETER: z.string(),
  SENDER_ADDRESS: z.string(),
  SUPPORT_ADDRESS: z.string(),
});

/**
 * Makes the reader of the domain rules: the deployer's rules, and the domains of the platform's own
 * addresses.
 */
export function domainRulesReader({
  CONFIGURATION_PARAMETER,
  SENDER_ADDRESS,
  SUPPORT_ADDRESS,
}: z.output<typeof domainRulesEnvironment>): () => Promise<DomainRules> {
  return async () => {
    const { domains } = await readConfiguration(CONFIGURATION_PARAMETER);
    return withOwnAddresses(domains, [SENDER_ADDRESS, SUPPORT_ADDRESS]);
  };
}
