import { printable } from "#core/names/printable";
import { WIDTH } from "../wrapped.ts";

const GAP = 2;

/** Columns are never made narrower than this. */
const NARROWEST = 12;

/** Aligns rows in columns, at most 100 characters wide: the widest columns are cut, except the first. */
export function columns(input: readonly (readonly string[])[]): string[] {
  // Control characters in strangers' texts must not move the cursor.
  const rows = input.map((row) => row.map((cell) => printable(cell)));
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, index) =>
    Math.max(...rows.map((row) => row[index]?.length ?? 0)),
  );
  const room = WIDTH - GAP * (count - 1);
  while (sum(widths) > room) {
    const widest = widths.indexOf(Math.max(...widths.slice(1)), 1);
    const width = widths[widest] ?? 0;
    if (width <= NARROWEST) break;
    widths[widest] = width - 1;
  }
  return rows.map((row) =>
    row
      .map((cell, index) => cut(cell, widths[index] ?? 0).padEnd(widths[index] ?? 0))
      .join(" ".repeat(GAP))
      .trimEnd(),
  );
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
