import type { Answer, Packet, Question } from "dns-packet";
import * as dnsPacket from "dns-packet";
import { RCODE, type Reply } from "./answer.ts";
import { encodePacket, questionName } from "./wire-name.ts";

/** A query of a client. */
export interface Query {
  readonly id: number;
  readonly question: Question;
  readonly recursionDesired: boolean;
  /** CD: the client wants the answer without validation of its signatures. */
  readonly checkingDisabled: boolean;
  /** DO: the client validates signatures itself, as validating resolvers do. */
  readonly dnssecOk: boolean;
  /** The longest reply over UDP that the client accepts; `undefined` without EDNS. */
  readonly udpSize: number | undefined;
}

/** A packet that was read: a query, an error with its response, or a packet to ignore. */
export type Received =
  | { readonly kind: "query"; readonly query: Query }
  | { readonly kind: "reject"; readonly response: Buffer }
  | { readonly kind: "ignore" };

const HEADER_BYTES = 12;
const PLAIN_UDP_BYTES = 512;
/** A packet of this size passes every network without fragmentation: https://dnsflagday.net/2020/ */
const OWN_UDP_BYTES = 1232;

/** Makes a response of only a header, with the id, the opcode and RD of the query. */
function headerOnly(message: Buffer, rcode: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  message.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8000 | (message.readUInt16BE(2) & 0x7900) | rcode, 2);
  return header;
}

/** Returns whether the name is the same after decoding and encoding; octets that are not UTF-8 change. */
function isPlain(question: Question, message: Buffer): boolean {
  const name = encodePacket({ questions: [question] }).subarray(HEADER_BYTES);
  return name.equals(message.subarray(HEADER_BYTES, HEADER_BYTES + name.length));
}

/** Makes the OPT record of a reply, which holds the upper bits of a response code above 15: RFC 6891 §6.1.3. */
function optRecord(rcode: number): Answer {
  return {
    type: "OPT",
    name: ".",
    udpPayloadSize: OWN_UDP_BYTES,
    extendedRcode: rcode >> 4,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
}

/** Reads a packet; never throws. */
export function readQuery(message: Buffer): Received {
  // A response gets no answer, because otherwise two servers could answer each other endlessly.
  if (message.length < HEADER_BYTES || message.readUInt16BE(2) & 0x8000) return { kind: "ignore" };
  if ((message.readUInt16BE(2) >> 11) & 0xf)
    return { kind: "reject", response: headerOnly(message, RCODE.NOTIMP) };
  try {
    const packet = dnsPacket.decode(message);
    const [first, second] = packet.questions ?? [];
    const name = questionName(message);
    const question = first && name !== undefined ? { ...first, name } : undefined;
    const opts = (packet.additionals ?? []).flatMap((record) => (record.type === "OPT" ? [record] : []));
    const [opt] = opts;
    if (question === undefined || second !== undefined || opts.length > 1 || !isPlain(question, message))
      return { kind: "reject", response: headerOnly(message, RCODE.FORMERR) };
    const query: Query = {
      id: packet.id ?? 0,
      question,
      recursionDesired: packet.flag_rd,
      checkingDisabled: packet.flag_cd,
      dnssecOk: opt?.flag_do ?? false,
      udpSize: opt && Math.min(Math.max(opt.udpPayloadSize, PLAIN_UDP_BYTES), OWN_UDP_BYTES),
    };
    if (opt !== undefined && opt.ednsVersion > 0) {
      const badVersion = { rcode: 16, authoritative: false, answers: [], authorities: [], additionals: [] };
      return { kind: "reject", response: writeReply(query, badVersion, { tcp: false, recursive: false }) };
    }
    return { kind: "query", query };
  } catch {
    return { kind: "reject", response: headerOnly(message, RCODE.FORMERR) };
  }
}

/** Encodes a reply in the size that the client accepts; a longer one is truncated (TC). */
export function writeReply(
  query: Query,
  reply: Reply,
  { tcp, recursive, truncate = false }: { tcp: boolean; recursive: boolean; truncate?: boolean },
): Buffer {
  const flags =
    (reply.authoritative ? dnsPacket.AUTHORITATIVE_ANSWER : 0) |
    (query.recursionDesired ? dnsPacket.RECURSION_DESIRED : 0) |
    (recursive ? dnsPacket.RECURSION_AVAILABLE : 0) |
    (reply.rcode & 0xf);
  const opt = query.udpSize === undefined ? [] : [optRecord(reply.rcode)];
  const base: Packet = { type: "response", id: query.id, flags, questions: [query.question] };
  const answered: Packet = { ...base, answers: [...reply.answers], authorities: [...reply.authorities] };
  const limit = tcp ? 0xffff : (query.udpSize ?? PLAIN_UDP_BYTES);
  const cut: Packet = { ...base, flags: flags | dnsPacket.TRUNCATED_RESPONSE, additionals: opt };
  if (truncate && !tcp) return encodePacket(cut);
  // A reply without optional additional data is not truncated: RFC 2181 §9.
  const isReferral = reply.answers.length === 0 && reply.authorities.some(({ type }) => type === "NS");
  const candidates: Packet[] = [
    { ...answered, additionals: [...reply.additionals, ...opt] },
    ...(isReferral ? [] : [{ ...answered, additionals: opt }]),
    cut,
  ];
  const sizes = candidates.map((candidate) => encodePacket(candidate));
  return sizes.find((message) => message.length <= limit) ?? encodePacket(cut);
}
