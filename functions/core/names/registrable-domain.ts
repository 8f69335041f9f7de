import common from "email-providers/common.json" with { type: "json" };
import { getDomain } from "tldts";

const freeMail: ReadonlySet<string> = new Set(common);

/** Public suffix + 1 label, private section included (github.io is a suffix too); `undefined` for a public suffix. */
export function registrableDomain(name: string): string | undefined {
  return getDomain(name, { allowPrivateDomains: true, validateHostname: false }) ?? undefined;
}

/** True for the domain of a mailbox provider that anyone can have an address at. */
export function isFreeMailDomain(name: string): boolean {
  return freeMail.has(registrableDomain(name) ?? name);
}
