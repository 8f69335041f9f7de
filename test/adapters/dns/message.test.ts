import { type Answer, decode, encode, type Packet } from "dns-packet";
import { describe, expect, it } from "vitest";
import { encodeQuery, type Query, readReply } from "#adapters/dns/message";
import { TYPE_CODES } from "#adapters/dns/resource";
import { mx, record, txt } from "./dns-host.ts";

const NAME = "email.oxford.example";
const QUERY: Query = { id: 0xa1b2, name: NAME, type: "MX", recursive: false, edns: true };
const [AA, TC, RD, RA, CD] = [1 << 10, 1 << 9, 1 << 8, 1 << 7, 1 << 4];
const LONGEST = 512;
const EMPTY = { answers: [], authorities: [], additionals: [] };

const packetOf = (more: Packet = {}): Buffer =>
  encode({ type: "response", id: QUERY.id, questions: [{ name: NAME, type: "MX" }], ...more });
const read = (more: Packet = {}, query = QUERY) => readReply(packetOf(more), query, LONGEST);

describe("a query", () => {
  it.each<[Partial<Query>, number]>([
    [{}, 0],
    [{ recursive: true }, RD],
    [{ unchecked: true }, CD],
    [{ recursive: true, unchecked: true }, RD | CD],
  ])("has one question, and the flags of %j", (fields, flags) => {
    expect(decode(encodeQuery({ ...QUERY, edns: false, ...fields }))).toMatchObject({
      type: "query",
      id: QUERY.id,
      flags,
      questions: [{ name: NAME, type: "MX", class: "IN" }],
      ...EMPTY,
    });
  });

  it("has an OPT record with EDNS, which allows answers of 1232 bytes", () => {
    const { questions, additionals } = decode(encodeQuery(QUERY));
    expect(questions).toMatchObject([{ name: NAME, type: "MX" }]);
    expect(additionals).toMatchObject([
      { type: "OPT", name: ".", udpPayloadSize: 1_232, extendedRcode: 0, ednsVersion: 0, flags: 0 },
    ]);
  });

  it.each([
    [".", true],
    [".", false],
    ["example", true],
    [`${"x".repeat(63)}.a.${"y".repeat(63)}`, false],
  ])("for %s is the same as another program's, EDNS %s", (name, edns) => {
    const opt: Answer = {
      type: "OPT",
      name: ".",
      udpPayloadSize: 1_232,
      extendedRcode: 0,
      ednsVersion: 0,
      flags: 0,
      flag_do: false,
      options: [],
    };
    const additionals = edns ? [opt] : [];
    const other = encode({ type: "query", id: 7, questions: [{ name, type: "NS" }], additionals });
    expect(encodeQuery({ id: 7, name, type: "NS", recursive: false, edns })).toEqual(other);
  });

  it.each(Object.entries(TYPE_CODES))("asks for %s with the number %i", (type, code) => {
    const packet = encodeQuery({ ...QUERY, type: type as Query["type"], edns: false });
    expect(packet.readUInt16BE(packet.length - 4)).toBe(code);
  });
});

describe("a packet that is no answer to the query", () => {
  it.each<[string, Buffer]>([
    ["is a query", encodeQuery(QUERY)],
    ["has another id", packetOf({ id: QUERY.id ^ 1 })],
    ["has an id that differs in its first byte", packetOf({ id: QUERY.id ^ 0x100 })],
    ["is shorter than a header", packetOf().subarray(0, 11)],
    ["is empty", Buffer.alloc(0)],
    ["has another name in its question", packetOf({ questions: [{ name: `x.${NAME}`, type: "MX" }] })],
    ["has another type in its question", packetOf({ questions: [{ name: NAME, type: "TXT" }] })],
    ["has another class in its question", packetOf({ questions: [{ name: NAME, type: "MX", class: "CH" }] })],
    ["has two questions", packetOf({ questions: Array(2).fill({ name: NAME, type: "MX" }) })],
    ["has neither a question nor an error", packetOf({ questions: [] })],
  ])("is ignored: one that %s", (_, packet) => {
    expect(readReply(packet, QUERY, LONGEST)).toEqual({ kind: "stranger" });
  });
});

describe("a reply", () => {
  it("has the flags and the three sections of the packet", () => {
    const reply = {
      answers: [mx(NAME, 10, "in.example")],
      authorities: [record("oxford.example", "NS", "ns.example")],
      additionals: [record("ns.example", "A", "192.0.2.1")],
    };
    expect(read({ flags: AA | 3, ...reply })).toEqual({
      kind: "reply",
      reply: {
        rcode: 3,
        authoritative: true,
        recursionAvailable: false,
        answers: [{ name: NAME, type: "MX", ttl: 300, value: "10 in.example" }],
        authorities: [{ name: "oxford.example", type: "NS", ttl: 300, value: "ns.example" }],
        additionals: [{ name: "ns.example", type: "A", ttl: 300, value: "192.0.2.1" }],
      },
    });
    expect(read({ flags: RA })).toEqual({
      kind: "reply",
      reply: { rcode: 0, authoritative: false, recursionAvailable: true, ...EMPTY },
    });
  });

  it("may be an error without a question, from a server that could not read the query", () => {
    expect(read({ questions: [], flags: 1 })).toMatchObject({ kind: "reply", reply: { rcode: 1, ...EMPTY } });
  });

  it("is to the same name in other letters, and with a final dot", () => {
    expect(read({ questions: [{ name: NAME.toUpperCase(), type: "MX" }] }).kind).toBe("reply");
    expect(read({}, { ...QUERY, name: `${NAME.toUpperCase()}.` }).kind).toBe("reply");
  });

  it("has the upper bits of its code in the OPT record", () => {
    const opt: Answer = {
      type: "OPT",
      name: ".",
      udpPayloadSize: 512,
      extendedRcode: 0xff,
      ednsVersion: 9,
      flags: 0x8000,
      flag_do: true,
      options: [],
    };
    expect(read({ flags: 5, additionals: [opt] })).toMatchObject({ reply: { rcode: 0xff5, ...EMPTY } });
  });

  it("is truncated if it says so, wherever it was cut", () => {
    expect(read({ flags: TC })).toEqual({ kind: "truncated" });
    const packet = packetOf({ flags: TC, answers: [mx(NAME, 10, "in.example")] });
    expect(readReply(packet.subarray(0, 14), QUERY, LONGEST)).toEqual({ kind: "truncated" });
  });

  it("is malformed beyond the longest length, also if it is truncated", () => {
    const packet = packetOf({ answers: [txt(NAME, "x".repeat(200))] });
    expect(readReply(packet, QUERY, packet.length).kind).toBe("reply");
    expect(readReply(packet, QUERY, packet.length - 1)).toEqual({ kind: "malformed" });
    expect(readReply(packetOf({ flags: TC }), QUERY, 12)).toEqual({ kind: "malformed" });
  });

  it("is malformed if it has fewer records than it says", () => {
    for (const countAt of [6, 8, 10]) {
      const packet = packetOf();
      packet.writeUInt16BE(1, countAt);
      expect(readReply(packet, QUERY, LONGEST)).toEqual({ kind: "malformed" });
    }
  });
});

describe("a record", () => {
  const shown = (answer: Answer, type: Query["type"] = "TXT") => {
    const reading = read(
      { answers: [answer], questions: [{ name: NAME, type: "TXT" }] },
      { ...QUERY, type: "TXT" },
    );
    const found = reading.kind === "reply" && reading.reply.answers.find((one) => one.type === type);
    return found ? found.value : undefined;
  };

  it("of text is its strings without spaces between them, in UTF-8 across their borders", () => {
    const [first, second] = [Buffer.from([0x61, 0xc3]), Buffer.from([0xa9, 0x62])];
    expect(shown({ name: NAME, type: "TXT", data: [first, second] })).toBe("aéb");
    expect(shown(txt(NAME, "v=spf1 ", "-all"))).toBe("v=spf1 -all");
    expect(shown(txt(NAME, "v=spf1 -all"))).toBe("v=spf1 -all");
    expect(shown(txt(NAME, "", "a", ""))).toBe("a");
    expect(shown(txt(NAME, ""))).toBe("");
  });

  it("of an IPv6 address is that address in its short form", () => {
    expect(shown({ name: NAME, type: "AAAA", data: "2001:db8:0:0:0:0:0:a" }, "AAAA")).toBe("2001:db8::a");
  });

  it("of a SOA is all its fields, and says how long a denial lasts", () => {
    const data = {
      mname: "NS.Oxford.example",
      rname: "host.oxford.example",
      serial: 2_026_113_001,
      refresh: 1,
      retry: 2,
      expire: 3,
      minimum: 40,
    };
    const soa = (ttl: number): Answer => ({ name: "oxford.example", type: "SOA", ttl, data });
    const authority = { primary: "ns.oxford.example", admin: "host.oxford.example", serial: 2_026_113_001 };
    expect(read({ authorities: [soa(50), soa(30)] })).toMatchObject({
      reply: {
        authorities: [
          {
            negativeTtl: 40,
            ttl: 50,
            authority,
            value: "ns.oxford.example host.oxford.example 2026113001 1 2 3 40",
          },
          { negativeTtl: 30, ttl: 30 },
        ],
      },
    });
  });

  it.each([
    [604_799, 604_799],
    [604_801, 604_800],
    [2 ** 31 - 1, 604_800],
    [2 ** 31, 0],
    [2 ** 32 - 1, 0],
  ])("with a TTL of %i is cached for %i seconds", (ttl, seconds) => {
    expect(read({ answers: [record(NAME, "A", "192.0.2.1", ttl)] })).toMatchObject({
      reply: { answers: [{ ttl: seconds }] },
    });
  });

  it("of a type that is never queried, or of another class, is skipped", () => {
    const caa: Answer = { name: NAME, type: "CAA", data: { tag: "issue", value: "ca.example" } };
    const chaos: Answer = { name: NAME, type: "TXT", class: "CH", data: "version" };
    expect(read({ answers: [caa, chaos, record(NAME, "A", "192.0.2.1")] })).toMatchObject({
      reply: { answers: [{ type: "A" }] },
    });
  });
});
