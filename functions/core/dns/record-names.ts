import { isAtOrBelow, isBelow } from "#core/names/domain-name";
import { canonicalName } from "./name.ts";

/** Returns a name relative to its zone, as most DNS panels expect it. */
export function hostIn(zone: string, name: string): string {
  if (name === zone) return "@";
  return isBelow(name, zone) ? name.slice(0, -(zone.length + 1)) : name;
}

/**
 * Returns the names from the parent of `name` up to `top`: for `a.b.example.com` and `example.com`, these are
 * `b.example.com` and `example.com`.
 */
export function namesAbove(name: string, top: string): readonly string[] {
  const labels = name.split(".");
  const above = labels.slice(1).map((_, index) => labels.slice(index + 1).join("."));
  return above.filter((one) => isAtOrBelow(one, top));
}

/** Returns the leftmost label. */
export function firstLabel(name: string): string {
  return name.split(".")[0] ?? "";
}

/** Returns an MX value without its preference. */
export function exchangeOf(mx: string): string {
  return canonicalName(mx.replace(/^\d+ /, ""));
}

/**
 * Returns a label that no zone uses, so that only a wildcard answers for it. A domain always gets the same
 * label.
 */
export function unlikelyLabel(domain: string): string {
  // The FNV-1a hash is enough, since the label must be unlikely but not secret.
  let hash = 0x811c9dc5;
  for (const letter of domain) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `nobody-${hash.toString(36)}`;
}
