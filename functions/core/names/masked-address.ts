/** Shows an address so that only who knows it recognises it: `j…@example.com`. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf("@");
  return `${[...address][0] ?? ""}…${address.slice(Math.max(at, 0))}`;
}
