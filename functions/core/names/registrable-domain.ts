import { getDomain } from "tldts";
import { isAtOrBelow } from "./domain-name.ts";

/**
 * Returns the registrable domain of a name: its public suffix and one more label. `undefined` for a public
 * suffix. The list's private section counts, too: github.io is a suffix.
 */
export function registrableDomain(name: string): string | undefined {
  return getDomain(name, { allowPrivateDomains: true, validateHostname: false }) ?? undefined;
}

/**
 * Returns whether a name is a suffix of the list's private section: a company owns it and gives names below
 * it to others.
 */
export function isPrivateSuffix(name: string): boolean {
  return registrableDomain(name) === undefined && getDomain(name, { validateHostname: false }) !== null;
}

/**
 * Returns the domain whose owner may use the name. `suffixes` are public suffixes that their owner uses for
 * itself.
 */
export function ownDomain(name: string, suffixes: readonly string[]): string | undefined {
  return suffixes.find((suffix) => isAtOrBelow(name, suffix)) ?? registrableDomain(name);
}
