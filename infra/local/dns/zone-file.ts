import type { SoaAnswer } from "dns-packet";
import { canonicalName, isAtOrBelow } from "./name.ts";
import { buildZone, type Zone } from "./zone.ts";
import { absoluteName, readTtl, readZoneData, type ZoneRecord } from "./zone-data.ts";
import { type Fault, type Misbehaviour, readDirective } from "./zone-faults.ts";
import { readZoneEntries, type Token, type ZoneEntry, ZoneFileError } from "./zone-tokens.ts";

/** A zone as its file describes it, with the misbehaviour it asks for. */
export interface ZoneFile {
  readonly zone: Zone;
  /** The zone as one server has it, for servers that disagree. */
  readonly variants: ReadonlyMap<string, Zone>;
  readonly faults: readonly Fault[];
  /** The local addresses that serve this zone; empty for all. */
  readonly servers: readonly string[];
}

interface Reading {
  origin: string;
  owner: string | undefined;
  defaultTtl: number | undefined;
  lastTtl: number | undefined;
  readonly records: Array<{ line: number; record: ZoneRecord }>;
  readonly misbehaviour: Misbehaviour;
}

function readControl(reading: Reading, [head, ...rest]: readonly Token[]): void {
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

function readRecord(reading: Reading, { line, ownerOmitted, tokens }: ZoneEntry): void {
  const rest = [...tokens];
  if (!ownerOmitted) reading.owner = absoluteName(rest.shift()?.text ?? "", reading.origin);
  if (reading.owner === undefined) throw new Error("the first record names no owner");
  let ttl: number | undefined;
  let next = rest.shift();
  // TTL and class stand in either order, each at most once: RFC 1035 §5.1
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
  // RFC 2308 §4: $TTL rules over the last TTL stated; without either the SOA's minimum serves
  const implied =
    reading.defaultTtl ?? reading.lastTtl ?? (data.type === "SOA" ? data.data.minimum : undefined);
  if (data.type === "SOA") reading.lastTtl ??= implied;
  reading.records.push({ line, record: { name: reading.owner, ttl: ttl ?? implied ?? 0, ...data } });
}

function readEntry(reading: Reading, entry: ZoneEntry): void {
  try {
    if (entry.directive) readDirective(reading.misbehaviour, entry.tokens, reading.origin);
    else if (entry.tokens[0]?.text.startsWith("$")) readControl(reading, entry.tokens);
    else readRecord(reading, entry);
  } catch (error) {
    throw new ZoneFileError(entry.line, error instanceof Error ? error.message : String(error));
  }
}

function onlySoa(records: Reading["records"]): SoaAnswer {
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
 * Reads one zone file in BIND's master format (RFC 1035 §5); `origin` holds until `$ORIGIN` says otherwise.
 * A CNAME beside other data is served, since some DNS hosts allow it; the CNAME answers questions for other types.
 *
 * Comments on lines of their own make the server misbehave; SERVER is the local address that was asked:
 * - `; @servfail NAME [SERVER]`, `; @refuse NAME [SERVER]`: answers with that code
 * - `; @drop NAME [SERVER]`: does not answer
 * - `; @truncate NAME [SERVER]`: answers over TCP only
 * - `; @lame NAME [SERVER]`: answers without authority and without data
 * - `; @bogus NAME [SERVER]`: SERVFAIL, there and below, for clients that check signatures (RD or DO without CD)
 * - `; @disagree NAME SERVER TYPE [DATA]`: holds this instead of the records of that type; none without DATA
 * - `; @beside-cname NAME…`: answers the records of the type in question although a CNAME stands beside them
 * - `; @serve SERVER…`: only these servers have the zone
 *
 * NAME is written as an owner is; `*.NAME` means every name below it.
 */
export function parseZoneFile(text: string, origin: string): ZoneFile {
  const misbehaviour: Misbehaviour = {
    faults: [],
    disagreements: [],
    servers: [],
    besideCname: new Set(),
  };
  const reading: Reading = {
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
