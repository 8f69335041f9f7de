import { isOptional, type RecordCard } from "../record-card.ts";

const COLUMNS = ["Type", "Zone", "Host", "Full name", "Value", "Priority", "TTL", "Optional"];

/** Writes the records as comma-separated values (RFC 4180), one record in each row. */
export function spreadsheet(cards: readonly RecordCard[]): string {
  const rows = cards.map(({ zone, host, record }) => {
    const { type, name, value, priority, ttl } = record;
    const numbers = [priority === undefined ? "" : String(priority), String(ttl)];
    return [type, zone, host, name, value, ...numbers, isOptional(record) ? "yes" : "no"];
  });
  return [COLUMNS, ...rows].map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
