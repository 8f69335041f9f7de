/** A DNS name in the one form that names are compared in: lower case, no final dot (RFC 4343); the root stays ".". */
export function canonicalName(name: string): string {
  const lower = name.toLowerCase();
  return lower.length > 1 && lower.endsWith(".") ? lower.slice(0, -1) : lower;
}
