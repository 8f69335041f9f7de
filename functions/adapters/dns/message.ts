import { canonicalName } from "#core/dns/name";
import type { RecordType } from "#core/dns/observation";
import { MalformedPacketError } from "./malformed-packet-error.ts";
import { PacketReader } from "./packet-reader.ts";
import { type Resource, readHead, readResource, TYPE_CODES } from "./resource.ts";

/** The fields of a query. */
export interface Query {
  readonly id: number;
  readonly name: string;
  readonly type: RecordType;
  readonly recursive: boolean;
  /** Sets CD, so that the resolver answers without checking signatures (RFC 4035 §3.2.2). */
  readonly unchecked?: boolean;
  readonly edns: boolean;
}

/** A server's reply to our query; only the fields that a check needs. */
export interface Reply {
  readonly rcode: number;
  readonly authoritative: boolean;
  readonly recursionAvailable: boolean;
  readonly answers: readonly Resource[];
  readonly authorities: readonly Resource[];
  readonly additionals: readonly Resource[];
}

/** The result of reading a packet; a "stranger" is no answer to our query and is ignored. */
export type Reading =
  | { readonly kind: "reply"; readonly reply: Reply }
  | { readonly kind: "truncated" }
  | { readonly kind: "malformed" }
  | { readonly kind: "stranger" };

/** The largest UDP payload that is not fragmented on any usual path: https://www.dnsflagday.net/2020/ */
const UDP_PAYLOAD = 1_232;
const HEADER_BYTES = 12;
/** The type and class of a question (RFC 1035 §4.1.2). */
const QUESTION_TAIL_BYTES = 4;
/** The length of an OPT record without options (RFC 6891 §6.1.2). */
const OPT_BYTES = 11;
const OPT = 41;
const INTERNET = 1;
const DOT = 0x2e;
/** The bits of the header's third and fourth byte (RFC 1035 §4.1.1, RFC 4035 §3.2.2). */
const RESPONSE = 0x80;
const AUTHORITATIVE = 0x04;
const TRUNCATED = 0x02;
const RECURSION_DESIRED = 0x01;
const RECURSION_AVAILABLE = 0x80;
const CHECKING_DISABLED = 0x10;
const RCODE = 0x0f;

/** Encodes a query. */
export function encodeQuery({ id, name, type, recursive, unchecked = false, edns }: Query): Buffer {
  const length = name === "." ? 0 : name.length;
  const tail = HEADER_BYTES + (length === 0 ? 1 : length + 2);
  // All bytes are written below, so the buffer need not be cleared.
  const packet = Buffer.allocUnsafe(tail + QUESTION_TAIL_BYTES + (edns ? OPT_BYTES : 0));
  writeHeader(packet, id, recursive ? RECURSION_DESIRED : 0, unchecked ? CHECKING_DISABLED : 0, edns ? 1 : 0);
  if (length > 0) writeName(packet, name);
  packet[tail - 1] = 0;
  writePair(packet, tail, TYPE_CODES[type]);
  writePair(packet, tail + 2, INTERNET);
  if (edns) writeOpt(packet, tail + QUESTION_TAIL_BYTES);
  return packet;
}

/** Writes the header of a query with one question and this many additional records (RFC 1035 §4.1.1). */
function writeHeader(
  packet: Buffer,
  id: number,
  flags: number,
  moreFlags: number,
  additionals: number,
): void {
  writePair(packet, 0, id);
  packet[2] = flags;
  packet[3] = moreFlags;
  writePair(packet, 4, 1);
  writePair(packet, 6, 0);
  writePair(packet, 8, 0);
  writePair(packet, 10, additionals);
}

/**
 * Writes the whole name at once, and then replaces each dot, from the last to the first, with the length of
 * the label after it.
 */
function writeName(packet: Buffer, name: string): void {
  packet.write(name, HEADER_BYTES + 1, "latin1");
  let labelLength = 0;
  for (let at = HEADER_BYTES + name.length; at > HEADER_BYTES; at -= 1) {
    if (packet[at] === DOT) {
      packet[at] = labelLength;
      labelLength = 0;
    } else labelLength += 1;
  }
  packet[HEADER_BYTES] = labelLength;
}

function writeOpt(packet: Buffer, at: number): void {
  packet.fill(0, at, at + OPT_BYTES);
  packet[at + 2] = OPT;
  writePair(packet, at + 3, UDP_PAYLOAD);
}

function writePair(packet: Buffer, at: number, value: number): void {
  packet[at] = value >> 8;
  packet[at + 1] = value & 0xff;
}

/** Reads a packet that was received for a query; never throws. */
export function readReply(packet: Buffer, query: Query, longest: number): Reading {
  if (packet.length < HEADER_BYTES || packet.readUInt16BE(0) !== query.id) return { kind: "stranger" };
  const flags = packet.readUInt8(2);
  if ((flags & RESPONSE) === 0) return { kind: "stranger" };
  if (packet.length > longest) return { kind: "malformed" };
  // This comes before the records are read, because some servers cut a truncated answer within a record.
  if ((flags & TRUNCATED) !== 0) return { kind: "truncated" };
  try {
    return readWhole(packet, query);
  } catch (error) {
    if (error instanceof MalformedPacketError) return { kind: "malformed" };
    throw error;
  }
}

function readWhole(packet: Buffer, query: Query): Reading {
  const reader = new PacketReader(packet);
  const questions = packet.readUInt16BE(4);
  if (questions > 1 || (questions === 1 && !isOurQuestion(reader, query))) return { kind: "stranger" };
  const answers = readSection(packet.readUInt16BE(6), reader);
  const authorities = readSection(packet.readUInt16BE(8), reader);
  const additionals = readSection(packet.readUInt16BE(10), reader);
  // RFC 6891 §6.1.3: the OPT record holds the upper eight bits of the response code.
  const rcode = (additionals.extendedRcode << 4) | (packet.readUInt8(3) & RCODE);
  // Only a server that could not parse the query may omit the question (RFC 1035 §4.1.1, format error).
  if (questions === 0 && rcode === 0) return { kind: "stranger" };
  const reply = {
    rcode,
    authoritative: (packet.readUInt8(2) & AUTHORITATIVE) !== 0,
    recursionAvailable: (packet.readUInt8(3) & RECURSION_AVAILABLE) !== 0,
    answers: answers.resources,
    authorities: authorities.resources,
    additionals: additionals.resources,
  };
  return { kind: "reply", reply };
}

function isOurQuestion(reader: PacketReader, { name, type }: Query): boolean {
  const isSameName = reader.isQuestion(canonicalName(name));
  return reader.uint16() === TYPE_CODES[type] && reader.uint16() === INTERNET && isSameName;
}

function readSection(count: number, reader: PacketReader) {
  const resources: Resource[] = [];
  let extendedRcode = 0;
  for (let read = 0; read < count; read += 1) {
    const head = readHead(reader);
    if (head.typeCode === OPT) extendedRcode = head.ttl >>> 24;
    const resource = readResource(head, reader);
    if (resource !== undefined) resources.push(resource);
  }
  return { resources, extendedRcode };
}
