import type { RecordCard } from "../record-card.ts";

const COLUMNS = ["Type", "Zone", "Host", "Full name", "Value", "Priority", "TTL"];

/** Writes the records as comma-separated values (RFC 4180), one record a row. */
export function spreadsheet(cards: readonly RecordCard[]): string {
  const rows = cards.map(({ zone, host, record: { type, name, value, priority, ttl } }) => [
    ...[type, zone, host, name, value],
    ...[priority === undefined ? "" : String(priority), String(ttl)],
  ]);
  return [COLUMNS, ...rows].map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
