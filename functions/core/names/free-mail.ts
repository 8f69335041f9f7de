import providers from "./mailbox-providers.json" with { type: "json" };
import { registrableDomain } from "./registrable-domain.ts";

/**
 * Domains at which providers give mailboxes to the public; the data file names the source of each. A domain
 * that a company sends from does not belong here: a wrong refusal loses a customer, while a missing entry
 * does no harm.
 */
const FREE_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  providers.flatMap(({ domains }) => domains.split(" ")),
);

/** Returns whether a name is, or is below, a domain at which a provider gives mailboxes to the public. */
export function isFreeMailDomain(name: string): boolean {
  return FREE_MAIL_DOMAINS.has(registrableDomain(name) ?? name);
}
