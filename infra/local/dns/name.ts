/** Returns a domain name as it is compared and stored: lower case, without the final dot; the root is ".". */
export function canonicalName(name: string): string {
  const bare = name.toLowerCase().replace(/\.$/, "");
  return bare === "" ? "." : bare;
}

/** The name one label up; the root's parent is the root. */
function parentName(name: string): string {
  const dot = name.indexOf(".");
  return dot < 0 || name === "." ? "." : name.slice(dot + 1);
}

/** True when `name` is `zone` or lies below it (both canonical). */
export function isAtOrBelow(name: string, zone: string): boolean {
  return zone === "." || name === zone || name.endsWith(`.${zone}`);
}

/** Returns the name itself, then each name above it, the root last. */
export function selfAndAncestors(name: string): string[] {
  return name === "." ? ["."] : [name, ...selfAndAncestors(parentName(name))];
}
