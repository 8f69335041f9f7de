import { isAtOrBelow, isBelow } from "#core/names/domain-name";
import { canonicalName } from "./name.ts";

/** A name relative to its zone, as most DNS panels want it. */
export function hostIn(zone: string, name: string): string {
  if (name === zone) return "@";
  return isBelow(name, zone) ? name.slice(0, -(zone.length + 1)) : name;
}

/** The names above, up to and with `top`: of `a.b.example.com` below `example.com` `b.example.com` and `example.com`. */
export function namesAbove(name: string, top: string): readonly string[] {
  const labels = name.split(".");
  const above = labels.slice(1).map((_, index) => labels.slice(index + 1).join("."));
  return above.filter((one) => isAtOrBelow(one, top));
}

/** The leftmost label. */
export function firstLabel(name: string): string {
  return name.split(".")[0] ?? "";
}

/** An MX value without its preference. */
export function exchangeOf(mx: string): string {
  return canonicalName(mx.replace(/^\d+ /, ""));
}

/** A label that nobody has chosen, the same for the same domain each time. */
export function unlikelyLabel(domain: string): string {
  // FNV-1a: no secret is at stake, only that nobody uses it.
  let hash = 0x811c9dc5;
  for (const letter of domain) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `nobody-${hash.toString(36)}`;
}
