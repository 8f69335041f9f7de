import { printable } from "./printable.ts";

/**
 * A spreadsheet reads a cell that begins with one of these as a formula:
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Writes rows as comma-separated values (RFC 4180); text that looks like a formula is written as plain text.
 */
export function csvOf(rows: ReadonlyArray<ReadonlyArray<string | number | null>>): string {
  return rows.map((cells) => `${cells.map(cellOf).join(",")}\r\n`).join("");
}

function cellOf(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = printable(value);
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
