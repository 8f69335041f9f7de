/**
 * Returns a DNS name in the form in which names are compared: lower case (RFC 4343), no final dot; the root
 * stays ".".
 */
export function canonicalName(name: string): string {
  const lower = name.toLowerCase();
  return lower.length > 1 && lower.endsWith(".") ? lower.slice(0, -1) : lower;
}
