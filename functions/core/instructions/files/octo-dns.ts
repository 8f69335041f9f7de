import { isOptional, type RecordCard } from "../record-card.ts";

/**
 * Writes the records for octoDNS: one YAML document for each zone, with JSON values, and names in the order
 * that octoDNS requires. https://octodns.readthedocs.io/en/stable/records.html
 */
export function octoDns(cards: readonly RecordCard[]): string {
  const zones = Map.groupBy(cards, ({ zone }) => zone);
  return [...zones].map(([zone, own]) => `---\n# ${zone}.yaml\n${zoneLines(own)}`).join("");
}

function zoneLines(cards: readonly RecordCard[]): string {
  const names = Map.groupBy(cards, ({ host }) => (host === "@" ? "" : host));
  return [...names]
    .toSorted(([one], [other]) => compareNaturally(one, other))
    .map(([name, own]) => `${commentOf(own)}${JSON.stringify(name)}:\n${own.map(recordLine).join("")}`)
    .join("");
}

function commentOf(cards: readonly RecordCard[]): string {
  return cards.some(({ record }) => isOptional(record)) ? "# optional\n" : "";
}

function recordLine({ record: { type, value, priority = 10, ttl } }: RecordCard): string {
  const data = type === "MX" ? { exchange: `${value}.`, preference: priority } : textOf(type, value);
  return `  - ${JSON.stringify({ ttl, type, value: data })}\n`;
}

/** octoDNS reports an unescaped semicolon as an error. */
function textOf(type: string, value: string): string {
  return type === "TXT" ? value.replaceAll(";", "\\;") : `${value}.`;
}

/** octoDNS sorts numbers in names by value, and other characters by code point. */
function compareNaturally(one: string, other: string): number {
  const [left, right] = [one, other].map((name) => name.split(/(\d+)/));
  const length = Math.max(left?.length ?? 0, right?.length ?? 0);
  for (let index = 0; index < length; index += 1) {
    const [a = "", b = ""] = [left?.[index], right?.[index]];
    const isNumber = index % 2 === 1 && a !== "" && b !== "";
    const order = isNumber ? Number(BigInt(a) - BigInt(b)) : a < b ? -1 : a > b ? 1 : 0;
    if (order !== 0) return order;
  }
  return 0;
}
