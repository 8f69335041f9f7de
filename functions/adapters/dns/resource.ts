import ipaddr from "ipaddr.js";
import type { RecordType, ZoneAuthority } from "#core/dns/observation";
import { MalformedPacketError } from "./malformed-packet-error.ts";
import type { PacketReader } from "./packet-reader.ts";

/** One resource record with its data in canonical form. */
export interface Resource {
  readonly name: string;
  readonly type: RecordType;
  readonly ttl: number;
  readonly value: string;
  /** Only for SOA records: how long a resolver caches a negative answer with this SOA (RFC 2308 §5). */
  readonly negativeTtl?: number;
  /** Only for SOA records: who runs the zone. */
  readonly authority?: ZoneAuthority;
}

/** The fields of a record before its data (RFC 1035 §4.1.3). */
export interface ResourceHead {
  readonly name: string;
  readonly typeCode: number;
  readonly classCode: number;
  readonly ttl: number;
  /** The offset at which the data end. */
  readonly end: number;
}

/** RFC 2181 §8: the highest bit of a valid TTL is zero. */
const LONGEST_VALID_TTL = 2 ** 31 - 1;
/** RFC 8767 §4: resolvers cap TTLs at about a week, however long the TTL is. */
const LONGEST_CACHED_SECONDS = 7 * 86_400;
const INTERNET = 1;
const IPV6_BYTES = 16;

/** The numbers of the types that a check queries (RFC 1035 §3.2.2, RFC 3596 §2.1, RFC 4408 §3.1.1). */
export const TYPE_CODES: Readonly<Record<RecordType, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SPF: 99,
};

const TYPES: ReadonlyMap<number, RecordType> = new Map(
  Object.entries(TYPE_CODES).map(([type, code]) => [code, type as RecordType]),
);

/** Reads the fields of a record before its data. */
export function readHead(reader: PacketReader): ResourceHead {
  const name = reader.name();
  const typeCode = reader.uint16();
  const classCode = reader.uint16();
  const ttl = reader.uint32();
  const length = reader.uint16();
  return { name, typeCode, classCode, ttl, end: reader.at + length };
}

/** Reads the data of a record; `undefined` for another class, or a type that no check queries. */
export function readResource(head: ResourceHead, reader: PacketReader): Resource | undefined {
  const type = TYPES.get(head.typeCode);
  if (type === undefined) {
    reader.skip(head.end - reader.at);
    return undefined;
  }
  const ttl = sane(head.ttl);
  const resource =
    type === "SOA"
      ? readAuthority(head.name, ttl, reader)
      : { name: head.name, type, ttl, value: readValue(type, reader, head.end) };
  // Data that were cut must not be read as shorter data. RFC 2136 §2.4: empty data occur only in updates.
  if (reader.at !== head.end) throw new MalformedPacketError();
  return head.classCode === INTERNET ? resource : undefined;
}

function readValue(type: Exclude<RecordType, "SOA">, reader: PacketReader, end: number): string {
  switch (type) {
    case "A":
      return `${reader.uint8()}.${reader.uint8()}.${reader.uint8()}.${reader.uint8()}`;
    case "AAAA":
      return ipaddr.fromByteArray([...reader.bytes(IPV6_BYTES)]).toString();
    case "CNAME":
    case "NS":
      return reader.name();
    case "MX":
      return `${reader.uint16()} ${reader.name()}`;
    case "TXT":
    case "SPF":
      return readStrings(reader, end);
  }
}

/** RFC 7208 §3.3: the strings of one TXT record are joined without spaces. */
function readStrings(reader: PacketReader, end: number): string {
  const length = reader.uint8();
  if (reader.at + length >= end) return reader.text(length);
  // A character may begin in one string and end in the next, so bytes are joined before decoding.
  const strings = [reader.bytes(length)];
  while (reader.at < end) strings.push(reader.bytes(reader.uint8()));
  return Buffer.concat(strings).toString("utf8");
}

function readAuthority(name: string, ttl: number, reader: PacketReader): Resource {
  const authority = { primary: reader.name(), admin: reader.name(), serial: reader.uint32() };
  const [refresh, retry, expire] = [reader.uint32(), reader.uint32(), reader.uint32()];
  const minimum = reader.uint32();
  const { primary, admin, serial } = authority;
  const value = [primary, admin, serial, refresh, retry, expire, minimum].join(" ");
  return { name, type: "SOA", ttl, value, negativeTtl: Math.min(ttl, sane(minimum)), authority };
}

/** RFC 2181 §8: a TTL with its highest bit set counts as zero. */
function sane(ttl: number): number {
  return ttl > LONGEST_VALID_TTL ? 0 : Math.min(ttl, LONGEST_CACHED_SECONDS);
}
