import { type Answer, encode } from "dns-packet";
import fc from "fast-check";
import { expect, it } from "vitest";
import { interpretAuthoritative, interpretRecursive } from "#adapters/dns/interpretation";
import { encodeQuery, type Query, readReply } from "#adapters/dns/message";
import { mx, record, txt } from "./dns-host.ts";

const SEED = 20_261_123;
const RUNS = 4_000;
const LONGEST = 65_535;
/** Compression pointers have 14 bits. */
const POINTED = 16_384;
const CHAIN = 8;
const NAME = "email.oxford.example";
const QUERY: Query = { id: 0x1234, name: NAME, type: "MX", recursive: false, edns: true };

const answers: Answer[] = [
  record(NAME, "CNAME", "a.oxford.example"),
  record("a.oxford.example", "CNAME", NAME),
  mx(NAME, 10, "feedback-smtp.eu-west-1.amazonses.com"),
  txt(NAME, "v=spf1 ", "include:amazonses.com ~all"),
  { name: "oxford.example", type: "SOA", data: { mname: "ns.oxford.example", rname: "host.oxford.example" } },
  { name: NAME, type: "AAAA", data: "2001:db8::1" },
  {
    name: NAME,
    type: "CAA",
    data: { tag: "issue", value: "ca.example" },
  },
];

const reply = encode({
  type: "response",
  id: QUERY.id,
  flags: 1 << 10,
  questions: [{ name: NAME, type: "MX" }],
  answers,
  authorities: [record("oxford.example", "NS", "ns1.oxford.example")],
  additionals: [
    record("ns1.oxford.example", "A", "192.0.2.1"),
    {
      type: "OPT",
      name: ".",
      udpPayloadSize: 1232,
      extendedRcode: 0,
      ednsVersion: 0,
      flags: 0,
      flag_do: false,
      options: [{ code: 12, length: 8 }],
    },
  ],
});

/** Reads a packet as a check does; the test fails if this throws or hangs. */
function read(packet: Buffer): string {
  const reading = readReply(packet, QUERY, LONGEST);
  if (reading.kind === "reply") {
    interpretAuthoritative(reading.reply, QUERY, "oxford.example", CHAIN);
    interpretRecursive(reading.reply, QUERY, CHAIN);
  }
  return reading.kind;
}

const change = fc.tuple(fc.nat(reply.length - 1), fc.nat(255));
const changes = fc.array(change, { minLength: 1, maxLength: 12 });
const sameId = (packet: Buffer): Buffer => {
  packet.writeUInt16BE(QUERY.id, 0);
  return packet;
};

it("reads its own example", () => {
  expect(read(reply)).toBe("reply");
  expect(read(encodeQuery(QUERY))).toBe("stranger");
});

it("survives replies with bytes changed and the end cut off", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(changes, fc.integer({ min: 12, max: reply.length }), fc.boolean(), (edits, end, cut) => {
      const packet = Buffer.from(reply);
      for (const [at, byte] of edits) packet[at] = byte;
      kinds.add(read(sameId(cut ? packet.subarray(0, end) : packet)));
    }),
    { seed: SEED, numRuns: RUNS },
  );
  expect(kinds).toEqual(new Set(["reply", "malformed", "stranger", "truncated"]));
});

it("survives random bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 0, maxLength: 600 }), (bytes) => {
      read(Buffer.from(bytes));
      if (bytes.length > 2) read(sameId(Buffer.from(bytes)));
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

it("survives the worst that compression pointers can do in a message of the longest length", () => {
  const packet = Buffer.alloc(LONGEST);
  const half = POINTED / 2;
  // The packet is an error without a question, so that every record is read.
  packet.writeUInt16BE(QUERY.id, 0);
  packet.writeUInt16BE(0x8402, 2);
  packet.writeUInt16BE(1 + Math.floor((LONGEST - half) / 12), 6);
  // The first record, of an unknown type, contains a chain of pointers, each to the previous one; all other
  // records point to its end.
  packet.writeUInt16BE(0xff00, 13);
  packet.writeUInt16BE(half - 23, 21);
  for (let at = 25; at + 2 <= half; at += 2) packet.writeUInt16BE(at === 25 ? 0xc00c : 0xc000 | (at - 2), at);
  for (let at = half; at + 12 <= LONGEST; at += 12) {
    packet.writeUInt16BE(0xc000 | (half - 3), at);
    packet.writeUInt16BE(0xff00, at + 2);
  }
  const before = process.threadCpuUsage();
  expect(read(packet)).toBe("malformed");
  expect(process.threadCpuUsage(before).user / 1_000).toBeLessThan(200);
});

it("reads no message beyond the longest length", () => {
  expect(read(Buffer.concat([reply, Buffer.alloc(LONGEST)]))).toBe("malformed");
});
