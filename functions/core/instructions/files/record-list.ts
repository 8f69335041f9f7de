import { isOptional, type RecordCard } from "../record-card.ts";

/** Writes the records as JSON, for scripts. */
export function recordList(cards: readonly RecordCard[]): string {
  const records = cards.map(({ zone, host, record }) => ({
    ...record,
    zone,
    host,
    optional: isOptional(record),
  }));
  return `${JSON.stringify({ records }, null, 2)}\n`;
}
