import common from "email-providers/common.json" with { type: "json" };
import { getDomain } from "tldts";

const freeMail: ReadonlySet<string> = new Set(common);

/**
 * Returns the public suffix and one label, or `undefined` for a public suffix itself. The private section of the
 * list counts as well: github.io is a suffix.
 */
export function registrableDomain(name: string): string | undefined {
  return getDomain(name, { allowPrivateDomains: true, validateHostname: false }) ?? undefined;
}

/** True for the domain of a mailbox provider that anyone can have an address at. */
export function isFreeMailDomain(name: string): boolean {
  return freeMail.has(registrableDomain(name) ?? name);
}
