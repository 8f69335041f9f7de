import { cut } from "./cut.ts";

/**
 * Returns `text` without control, format and unassigned characters. Text from a ticket or a zone can then neither
 * break a header nor change the direction of the text around it.
 */
export function printable(text: string, longest = 2000): string {
  const clean = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\uFFFD");
  return clean.length > longest ? `${cut(clean, longest - 1)}…` : clean;
}
