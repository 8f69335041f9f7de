import { isOptional, type RecordCard } from "../record-card.ts";

/**
 * Writes the records for DNSControl with D_EXTEND, which keeps the zone's other records where they are
 * declared. https://docs.dnscontrol.org/language-reference/top-level-functions/d_extend
 */
export function dnsControl(cards: readonly RecordCard[]): string {
  const zones = Map.groupBy(cards, ({ zone }) => zone);
  return [...zones].map(([zone, own]) => zoneBlock(zone, own)).join("\n");
}

function zoneBlock(zone: string, cards: readonly RecordCard[]): string {
  const lines = [JSON.stringify(zone), ...cards.map(recordCall)].map((line) => `  ${line}`);
  return `D_EXTEND(\n${lines.join(",\n")}\n);\n`;
}

function recordCall({ host, record }: RecordCard): string {
  const { type, value, priority = 10, ttl } = record;
  const target = JSON.stringify(type === "TXT" ? value : `${value}.`);
  const parts = [JSON.stringify(host), ...(type === "MX" ? [String(priority)] : []), target, `TTL(${ttl})`];
  return `${isOptional(record) ? "/* optional */ " : ""}${type}(${parts.join(", ")})`;
}
