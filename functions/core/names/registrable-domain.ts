import { getDomain } from "tldts";
import { isAtOrBelow } from "./domain-name.ts";

/**
 * Returns the public suffix and one label, or `undefined` for a public suffix itself. The private section of the
 * list counts as well: github.io is a suffix.
 */
export function registrableDomain(name: string): string | undefined {
  return getDomain(name, { allowPrivateDomains: true, validateHostname: false }) ?? undefined;
}

/** Returns whether a name is a suffix of the list's private section: a company owns it, and gives out names below it. */
export function isPrivateSuffix(name: string): boolean {
  return registrableDomain(name) === undefined && getDomain(name, { validateHostname: false }) !== null;
}

/** Returns the domain that decides who owns a name, where some suffixes are known to be their owner's to use. */
export function ownDomain(name: string, suffixes: readonly string[]): string | undefined {
  return suffixes.find((suffix) => isAtOrBelow(name, suffix)) ?? registrableDomain(name);
}
