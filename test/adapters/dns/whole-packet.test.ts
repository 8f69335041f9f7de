import {
  type Answer,
  encode,
  type OtherRecordType,
  type Packet,
  type RecordType as PacketType,
} from "dns-packet";
import { describe, expect, it } from "vitest";
import { type Query, readReply } from "#adapters/dns/message";
import { mx, record, txt } from "./dns-host.ts";

const NAME = "email.oxford.example";
const SOA: Answer = {
  name: "oxford.example",
  type: "SOA",
  data: { mname: "ns.oxford.example", rname: "host.oxford.example", minimum: 60 },
};
/** The library supports the type, but its type declarations lack it. */
const OLD_SPF = String("SPF") as OtherRecordType;
const RECORDS: readonly (readonly [Query["type"], Answer])[] = [
  ["A", record(NAME, "A", "192.0.2.1")],
  ["AAAA", { name: NAME, type: "AAAA", data: "2001:db8::1" }],
  ["CNAME", record(NAME, "CNAME", "t1.dkim.amazonses.com")],
  ["NS", record(NAME, "NS", "ns1.oxford.example")],
  ["MX", mx(NAME, 10, "feedback-smtp.eu-west-1.amazonses.com")],
  ["TXT", txt(NAME, "v=spf1 ", "include:amazonses.com ~all")],
  ["SOA", SOA],
  ["SPF", { name: NAME, type: OLD_SPF, data: Buffer.from("\u000bv=spf1 -all") }],
];

const queryFor = (type: Query["type"]): Query => ({ id: 7, name: NAME, type, recursive: false, edns: true });

function packetWith(type: Query["type"], answer: Answer): { packet: Buffer; lengthAt: number } {
  const question: Packet = {
    type: "response",
    id: 7,
    flags: 1 << 10,
    questions: [{ name: NAME, type: type as PacketType }],
  };
  const packet = encode({ ...question, answers: [answer] });
  // This encoder does not compress the owner: the name comes first, then type, class and TTL.
  const lengthAt = encode({ ...question, answers: [] }).length + answer.name.length + 2 + 8;
  return { packet, lengthAt };
}

describe.each(RECORDS)("a %s record", (type, answer) => {
  const { packet, lengthAt } = packetWith(type, answer);
  const length = packet.readUInt16BE(lengthAt);
  const withLength = (claimed: number): Buffer => {
    const copy = Buffer.from(packet);
    copy.writeUInt16BE(claimed, lengthAt);
    return copy;
  };
  const read = (bytes: Buffer) => readReply(bytes, queryFor(type), 65_535).kind;

  it("is read as it is", () => {
    expect(read(packet)).toBe("reply");
  });

  it.each([0, 1, length - 1, length + 1, 500])("is malformed with a length of %d", (claimed) => {
    expect(read(withLength(claimed))).toBe("malformed");
  });

  it("is malformed wherever it is cut", () => {
    for (let end = lengthAt; end < packet.length; end += 1) {
      expect(read(packet.subarray(0, end))).toBe("malformed");
    }
  });
});

it("reports an answer without data as malformed, not as an absence", () => {
  const { packet, lengthAt } = packetWith("TXT", txt(NAME, "v=spf1 -all"));
  const two = Buffer.from(packet.subarray(0, lengthAt + 4));
  two.writeUInt16BE(500, lengthAt);
  expect(readReply(two, queryFor("TXT"), 65_535).kind).toBe("malformed");
  const empty = Buffer.from(packet.subarray(0, lengthAt + 2));
  empty.writeUInt16BE(0, lengthAt);
  expect(readReply(empty, queryFor("TXT"), 65_535).kind).toBe("malformed");
});
