/**
 * Splits a domain name into its labels. Inside a label, a dot and a backslash are written with a backslash before them,
 * as in RFC 1035 §5.1; no other character is escaped.
 */
export function labelsOf(name: string): string[] {
  return name.match(/(?:\\.|[^.\\])+/gs) ?? [];
}

/** Returns a domain name in the form for comparing and storing: lower case, without the final dot; the root is ".". */
export function canonicalName(name: string): string {
  return labelsOf(name.toLowerCase()).join(".") || ".";
}

/** Returns whether `name` is `zone` or lies below it (both canonical). */
export function isAtOrBelow(name: string, zone: string): boolean {
  if (zone === "." || name === zone) return true;
  return name.endsWith(`.${zone}`) && selfAndAncestors(name).includes(zone);
}

/** Returns the name itself, then each name above it, the root last. */
export function selfAndAncestors(name: string): string[] {
  const labels = labelsOf(name);
  return [...labels.map((_, index) => labels.slice(index).join(".")), "."];
}
