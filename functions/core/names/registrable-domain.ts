import { getDomain } from "tldts";

/**
 * Returns the public suffix and one label, or `undefined` for a public suffix itself. The private section of the
 * list counts as well: github.io is a suffix.
 */
export function registrableDomain(name: string): string | undefined {
  return getDomain(name, { allowPrivateDomains: true, validateHostname: false }) ?? undefined;
}
