import { printable } from "./printable.ts";

/** The characters with which a spreadsheet takes a cell for a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r]/;

/** Writes rows as comma-separated values (RFC 4180); no text of a stranger is run as a formula. */
export function csvOf(rows: ReadonlyArray<ReadonlyArray<string | number | null>>): string {
  return rows.map((cells) => `${cells.map(cellOf).join(",")}\r\n`).join("");
}

function cellOf(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = printable(value);
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
