import type { SoaAnswer } from "dns-packet";
import { canonicalName, isAtOrBelow } from "./name.ts";
import { buildZone, type Zone } from "./zone.ts";
import { absoluteName, readTtl, readZoneData, type ZoneRecord } from "./zone-data.ts";
import { type Fault, type Misbehaviour, readDirective } from "./zone-faults.ts";
import { readZoneEntries, type Token, type ZoneEntry, ZoneFileError } from "./zone-tokens.ts";

/** A parsed zone file: the zone and the misbehaviour that it defines. */
export interface ZoneFile {
  readonly zone: Zone;
  /** The zone's variant for each server that disagrees. */
  readonly variants: ReadonlyMap<string, Zone>;
  readonly faults: readonly Fault[];
  /** The local addresses that serve this zone; empty for all. */
  readonly servers: readonly string[];
}

interface ReadState {
  origin: string;
  owner: string | undefined;
  defaultTtl: number | undefined;
  lastTtl: number | undefined;
  readonly records: Array<{ line: number; record: ZoneRecord }>;
  readonly misbehaviour: Misbehaviour;
}

function readControl(reading: ReadState, [head, ...rest]: readonly Token[]): void {
  const [argument] = rest;
  if (argument === undefined || rest.length > 1) throw new Error(`${head?.text} takes one value`);
  if (head?.text === "$ORIGIN") {
    reading.origin = absoluteName(argument.text, reading.origin);
  } else if (head?.text === "$TTL") {
    reading.defaultTtl = readTtl(argument.text);
    if (reading.defaultTtl === undefined) throw new Error(`not a time: ${argument.text}`);
  } else {
    throw new Error(`${head?.text} is not known here`);
  }
}

function readRecord(reading: ReadState, { line, ownerOmitted, tokens }: ZoneEntry): void {
  const rest = [...tokens];
  if (!ownerOmitted) reading.owner = absoluteName(rest.shift()?.text ?? "", reading.origin);
  if (reading.owner === undefined) throw new Error("the first record names no owner");
  let ttl: number | undefined;
  let next = rest.shift();
  // TTL and class may come in either order, each at most once: RFC 1035 §5.1.
  for (let seenClass = false; next !== undefined; next = rest.shift()) {
    const seconds = readTtl(next.text);
    if (!seenClass && /^(?:IN|CH|HS|CS)$/i.test(next.text)) {
      if (next.text.toUpperCase() !== "IN") throw new Error(`class ${next.text} is not known here`);
      seenClass = true;
    } else if (ttl === undefined && seconds !== undefined) ttl = seconds;
    else break;
  }
  if (next === undefined) throw new Error("record type is missing");
  const data = readZoneData(next.text, rest, reading.origin);
  reading.lastTtl = ttl ?? reading.lastTtl;
  // RFC 2308 §4: the default is $TTL, or else the TTL of the previous record, or else the SOA's minimum.
  const implied =
    reading.defaultTtl ?? reading.lastTtl ?? (data.type === "SOA" ? data.data.minimum : undefined);
  if (data.type === "SOA") reading.lastTtl ??= implied;
  reading.records.push({ line, record: { name: reading.owner, ttl: ttl ?? implied ?? 0, ...data } });
}

function readEntry(reading: ReadState, entry: ZoneEntry): void {
  try {
    if (entry.directive) readDirective(reading.misbehaviour, entry.tokens, reading.origin);
    else if (entry.tokens[0]?.text.startsWith("$")) readControl(reading, entry.tokens);
    else readRecord(reading, entry);
  } catch (error) {
    throw new ZoneFileError(entry.line, error instanceof Error ? error.message : String(error));
  }
}

function onlySoa(records: ReadState["records"]): SoaAnswer {
  const found = records.flatMap(({ line, record }) => (record.type === "SOA" ? [{ line, record }] : []));
  const [soa, second] = found;
  if (soa === undefined) throw new ZoneFileError(1, "no SOA record");
  if (second !== undefined) throw new ZoneFileError(second.line, "a second SOA record");
  const stray = records.find(({ record }) => !isAtOrBelow(record.name, soa.record.name));
  if (stray !== undefined) throw new ZoneFileError(stray.line, `${stray.record.name} is outside the zone`);
  return soa.record;
}

function variantFor(
  server: string,
  soa: SoaAnswer,
  records: readonly ZoneRecord[],
  misbehaviour: Misbehaviour,
): Zone {
  const own = misbehaviour.disagreements.filter((disagreement) => disagreement.server === server);
  const kept = records.filter(
    (record) => !own.some(({ name, type }) => name === record.name && type === record.type),
  );
  const added = own.flatMap(({ name, data }) =>
    data.map((each): ZoneRecord => ({ name, ttl: soa.ttl, ...each })),
  );
  return buildZone(soa, [...kept, ...added], misbehaviour.besideCname);
}

/**
 * Reads one zone file in BIND's master format (RFC 1035 §5); `origin` is valid until the first `$ORIGIN`.
 * A CNAME beside other records is accepted, because some DNS hosts allow it; the CNAME then answers questions for all
 * other types.
 *
 * Comments on separate lines make the server misbehave; SERVER is the local address that received the query:
 * - `; @servfail NAME [SERVER]`, `; @refuse NAME [SERVER]`: answers with that code
 * - `; @drop NAME [SERVER]`: does not answer
 * - `; @truncate NAME [SERVER]`: answers over TCP only
 * - `; @lame NAME [SERVER]`: answers without authority and without data
 * - `; @bogus NAME [SERVER]`: SERVFAIL, there and below, for clients that check signatures (RD or DO without CD)
 * - `; @disagree NAME SERVER TYPE [DATA]`: has this record instead of those of that type; without DATA it has none
 * - `; @beside-cname NAME…`: answers with the records of the queried type although the name has a CNAME
 * - `; @serve SERVER…`: only these servers have the zone
 *
 * NAME is written like the owner of a record; `*.NAME` means every name below it.
 */
export function parseZoneFile(text: string, origin: string): ZoneFile {
  const misbehaviour: Misbehaviour = {
    faults: [],
    disagreements: [],
    servers: [],
    besideCname: new Set(),
  };
  const reading: ReadState = {
    origin: canonicalName(origin),
    owner: undefined,
    defaultTtl: undefined,
    lastTtl: undefined,
    records: [],
    misbehaviour,
  };
  for (const entry of readZoneEntries(text)) readEntry(reading, entry);
  const soa = onlySoa(reading.records);
  const records = reading.records.map(({ record }) => record);
  const servers = new Set(misbehaviour.disagreements.map(({ server }) => server));
  return {
    zone: buildZone(soa, records, misbehaviour.besideCname),
    variants: new Map([...servers].map((server) => [server, variantFor(server, soa, records, misbehaviour)])),
    faults: misbehaviour.faults,
    servers: misbehaviour.servers,
  };
}
