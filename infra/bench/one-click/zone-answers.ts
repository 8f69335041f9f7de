import type { DnsAnswer, RecordType } from "#core/dns/observation";
import type { ZoneRecord } from "#core/domain-connect/apply-template";
import { isAtOrBelow, isBelow } from "#core/names/domain-name";

/** The answer of a zone's name server, with the zone that it belongs to. */
interface ZoneAnswer {
  readonly answer: DnsAnswer;
  readonly zone: string;
  readonly aliases: readonly string[];
}

const TTL = 300;
const LONGEST_CHAIN = 4;

const NOTHING: DnsAnswer = { kind: "absent", nxdomain: true, negativeTtl: TTL };
const OTHER_TYPE: DnsAnswer = { kind: "absent", nxdomain: false, negativeTtl: TTL };

/**
 * Answers from the records of a zone by RFC 1034 §4.3.2 and RFC 4592. A delegated zone is empty apart from
 * its NS records. With `servesBoth` the same server also answers for it, which hides the delegation.
 */
export function answerFrom(
  records: readonly ZoneRecord[],
  zone: string,
  asked: { readonly name: string; readonly type: RecordType },
  servesBoth: boolean,
): ZoneAnswer {
  const cut = records.find(
    ({ type, name }) => type === "NS" && name !== zone && isAtOrBelow(asked.name, name),
  );
  if (cut !== undefined) {
    const own = { zone: servesBoth ? zone : cut.name, aliases: [] };
    if (asked.name !== cut.name) return { ...own, answer: NOTHING };
    const values = records
      .filter(({ name, type }) => name === cut.name && type === "NS")
      .map(({ value }) => value);
    return { ...own, answer: asked.type === "NS" ? { kind: "records", values, ttl: TTL } : OTHER_TYPE };
  }
  return { zone, ...followed(records, zone, asked) };
}

function followed(
  records: readonly ZoneRecord[],
  zone: string,
  { name, type }: { readonly name: string; readonly type: RecordType },
): { readonly answer: DnsAnswer; readonly aliases: readonly string[] } {
  const aliases: string[] = [];
  for (let at = name; aliases.length <= LONGEST_CHAIN; ) {
    const held = heldAt(records, zone, at);
    if (held === undefined) return { answer: aliases.length > 0 ? OTHER_TYPE : NOTHING, aliases };
    const values = held.filter((one) => one.type === type).map(({ value }) => value);
    if (values.length > 0)
      return { answer: { kind: "records", values: values.toSorted(), ttl: TTL }, aliases };
    const alias = held.find((one) => one.type === "CNAME");
    if (alias === undefined) return { answer: OTHER_TYPE, aliases };
    at = alias.value;
    aliases.push(at);
    if (!isAtOrBelow(at, zone)) return { answer: OTHER_TYPE, aliases };
  }
  return { answer: OTHER_TYPE, aliases };
}

/**
 * Returns the records at a name, or those of a wildcard if the name does not exist; `undefined` if there are
 * none.
 */
function heldAt(
  records: readonly ZoneRecord[],
  zone: string,
  name: string,
): readonly ZoneRecord[] | undefined {
  const exists = (one: string) => records.some((record) => isAtOrBelow(record.name, one));
  if (name === zone || exists(name)) return records.filter((record) => record.name === name);
  for (let above = parentOf(name); isAtOrBelow(above, zone); above = parentOf(above)) {
    if (!exists(above) && above !== zone) continue;
    const wild = records.filter((record) => record.name === `*.${above}`);
    return wild.length > 0 ? wild : undefined;
  }
  return undefined;
}

function parentOf(name: string): string {
  return name.slice(name.indexOf(".") + 1);
}

/** Returns whether a record is below a delegation, and therefore not visible in its zone. */
export function isHidden({ name, type }: ZoneRecord, records: readonly ZoneRecord[], zone: string): boolean {
  return records.some(
    (cut) =>
      cut.type === "NS" &&
      cut.name !== zone &&
      (isBelow(name, cut.name) || (name === cut.name && type !== "NS")),
  );
}
