/** Masks an address, such as `j…@example.com`, which only people who know it can recognise. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf("@");
  return `${[...address][0] ?? ""}…${address.slice(Math.max(at, 0))}`;
}
