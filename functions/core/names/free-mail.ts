import providers from "./mailbox-providers.json" with { type: "json" };
import { registrableDomain } from "./registrable-domain.ts";

/**
 * The domains at which providers give mailboxes to the public, each with its source in the data file. A domain that a
 * company sends from itself does not belong there: a wrong refusal costs a customer, a wrong admission nothing.
 */
const FREE_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  providers.flatMap(({ domains }) => domains.split(" ")),
);

/** Returns whether a name is, or lies below, the domain of a provider that gives mailboxes to the public. */
export function isFreeMailDomain(name: string): boolean {
  return FREE_MAIL_DOMAINS.has(registrableDomain(name) ?? name);
}
