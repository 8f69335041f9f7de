import {
  CHECKING_DISABLED,
  type DecodedPacket,
  decode,
  encode,
  type RecordType as PacketType,
  RECURSION_DESIRED,
} from "dns-packet";
import { canonicalName } from "#core/dns/name";
import type { RecordType } from "#core/dns/observation";
import { isWholePacket } from "./packet-check.ts";
import { type Resource, readResources } from "./resource.ts";

/** One query. */
export interface Query {
  readonly id: number;
  readonly name: string;
  readonly type: RecordType;
  readonly recursive: boolean;
  /** Sets CD: the resolver answers without checking signatures (RFC 4035 §3.2.2). */
  readonly unchecked?: boolean;
  readonly edns: boolean;
}

/** A server's reply to our query, with the fields that a check needs. */
export interface Reply {
  readonly rcode: number;
  readonly authoritative: boolean;
  readonly recursionAvailable: boolean;
  readonly answers: readonly Resource[];
  readonly authorities: readonly Resource[];
  readonly additionals: readonly Resource[];
}

/** The reading of a packet; a "stranger" is not an answer to our query and is ignored. */
export type Reading =
  | { readonly kind: "reply"; readonly reply: Reply }
  | { readonly kind: "truncated" }
  | { readonly kind: "malformed" }
  | { readonly kind: "stranger" };

/** https://www.dnsflagday.net/2020/: the largest UDP answer that no path fragments. */
const UDP_PAYLOAD = 1_232;
const HEADER_BYTES = 12;
const RESPONSE = 0x80;
const TRUNCATED = 0x02;

/** Encodes a query. */
export function encodeQuery({ id, name, type, recursive, unchecked = false, edns }: Query): Buffer {
  return encode({
    type: "query",
    id,
    flags: (recursive ? RECURSION_DESIRED : 0) | (unchecked ? CHECKING_DISABLED : 0),
    // The library knows the type SPF; only its type declarations lack it.
    questions: [{ name, type: type as PacketType, class: "IN" }],
    additionals: edns
      ? [
          {
            type: "OPT",
            name: ".",
            udpPayloadSize: UDP_PAYLOAD,
            extendedRcode: 0,
            ednsVersion: 0,
            flags: 0,
            flag_do: false,
            options: [],
          },
        ]
      : [],
  });
}

/** Reads a packet received for a query; never throws. */
export function readReply(packet: Buffer, query: Query, longest: number): Reading {
  if (packet.length < HEADER_BYTES || packet.readUInt16BE(0) !== query.id) return { kind: "stranger" };
  const flags = packet.readUInt8(2);
  if ((flags & RESPONSE) === 0) return { kind: "stranger" };
  if (packet.length > longest) return { kind: "malformed" };
  // Checked before decoding: some servers cut a truncated answer in the middle of a record.
  if ((flags & TRUNCATED) !== 0) return { kind: "truncated" };
  if (!isWholePacket(packet)) return { kind: "malformed" };
  try {
    const decoded = decode(packet);
    const rcode = extendedRcode(decoded);
    if (!answersOurQuestion(decoded, query, rcode)) return { kind: "stranger" };
    const reply = {
      rcode,
      authoritative: decoded.flag_aa,
      recursionAvailable: decoded.flag_ra,
      answers: readResources(decoded.answers),
      authorities: readResources(decoded.authorities),
      additionals: readResources(decoded.additionals),
    };
    return { kind: "reply", reply };
  } catch {
    return { kind: "malformed" };
  }
}

function answersOurQuestion(decoded: DecodedPacket, query: Query, rcode: number): boolean {
  const [question, ...more] = decoded.questions ?? [];
  // A server that could not read the query may leave the question out (RFC 1035 §4.1.1, format error).
  if (question === undefined) return rcode !== 0;
  return (
    more.length === 0 &&
    question.type === query.type &&
    question.class === "IN" &&
    canonicalName(question.name) === canonicalName(query.name)
  );
}

/** RFC 6891 §6.1.3: the upper eight bits of the code are in the OPT record. */
function extendedRcode(decoded: DecodedPacket): number {
  const upper = (decoded.additionals ?? []).find((record) => record.type === "OPT")?.extendedRcode ?? 0;
  return (upper << 4) | ((decoded.flags ?? 0) & 0xf);
}
