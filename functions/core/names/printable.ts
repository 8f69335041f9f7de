/**
 * `text` on one line without control, format and unassigned characters: what strangers wrote (a ticket, a zone) can
 * neither break a header nor turn the direction of what stands around it.
 */
export function printable(text: string, longest = 2000): string {
  const clean = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\uFFFD");
  return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean;
}
