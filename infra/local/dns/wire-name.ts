import type { Answer, Packet } from "dns-packet";
import * as dnsPacket from "dns-packet";
import { labelsOf } from "./name.ts";

const HEADER_BYTES = 12;
const POINTER = 0xc0;
/** The library splits names at every dot, so control characters replace escaped dots and backslashes while it encodes. */
const PLACEHOLDERS: readonly (readonly [string, string])[] = [
  ["\\.", "\u0001"],
  ["\\\\", "\u0002"],
];

/** Encodes a packet whose names may have escaped dots and backslashes inside their labels. */
export function encodePacket(packet: Packet): Buffer {
  const escaped = new Set<string>();
  const plain = (name: string): string => {
    for (const label of labelsOf(name)) if (label.includes("\\")) escaped.add(withPlaceholders(label));
    return labelsOf(name).map(withPlaceholders).join(".") || ".";
  };
  const records = (all: Answer[] | undefined): Answer[] => (all ?? []).map((one) => withNames(one, plain));
  const encoded = dnsPacket.encode({
    ...packet,
    questions: (packet.questions ?? []).map((question) => ({ ...question, name: plain(question.name) })),
    answers: records(packet.answers),
    authorities: records(packet.authorities),
    additionals: records(packet.additionals),
  });
  for (const label of escaped) restore(encoded, label);
  return encoded;
}

/** Reads the name of the first question with escapes; returns `undefined` if it is truncated or compressed. */
export function questionName(message: Buffer): string | undefined {
  const labels: string[] = [];
  for (let at = HEADER_BYTES; at < message.length; ) {
    const length = message[at] ?? 0;
    if (length === 0) return labels.join(".") || ".";
    if (length >= POINTER || at + 1 + length > message.length) return undefined;
    labels.push(message.toString("utf8", at + 1, at + 1 + length).replace(/[.\\]/g, "\\$&"));
    at += 1 + length;
  }
  return undefined;
}

function withNames(record: Answer, plain: (name: string) => string): Answer {
  switch (record.type) {
    case "OPT":
      return record;
    case "CNAME":
    case "DNAME":
    case "NS":
    case "PTR":
      return { ...record, name: plain(record.name), data: plain(record.data) };
    case "MX":
      return {
        ...record,
        name: plain(record.name),
        data: { ...record.data, exchange: plain(record.data.exchange) },
      };
    case "SRV":
      return {
        ...record,
        name: plain(record.name),
        data: { ...record.data, target: plain(record.data.target) },
      };
    default:
      return { ...record, name: plain(record.name) };
  }
}

function withPlaceholders(label: string): string {
  return label.replace(/\\./gs, (pair) => PLACEHOLDERS.find(([written]) => written === pair)?.[1] ?? pair);
}

/** Puts the dots and backslashes back in each occurrence of a label; the search includes its length octet. */
function restore(encoded: Buffer, label: string): void {
  const octets = Buffer.from(label);
  const needle = Buffer.concat([Buffer.from([octets.length]), octets]);
  for (let at = encoded.indexOf(needle); at >= 0; at = encoded.indexOf(needle, at + 1)) {
    for (const [index, octet] of octets.entries()) {
      if (octet === 1) encoded[at + 1 + index] = ".".charCodeAt(0);
      if (octet === 2) encoded[at + 1 + index] = "\\".charCodeAt(0);
    }
  }
}
