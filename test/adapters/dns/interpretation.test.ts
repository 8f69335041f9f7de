import { type Answer, encode } from "dns-packet";
import { describe, expect, it } from "vitest";
import {
  type Interpretation,
  interpretAuthoritative,
  interpretRecursive,
} from "#adapters/dns/interpretation";
import { type Reply, readReply } from "#adapters/dns/message";
import type { RecordType } from "#core/dns/observation";
import { mx, record, txt } from "./dns-host.ts";

const D = "oxford.example";
const NAME = `email.${D}`;
const AA = 1 << 10;
const RA = 1 << 7;
const NXDOMAIN = 3;
const CHAIN = 8;

interface Sections {
  readonly flags?: number;
  readonly answers?: Answer[];
  readonly authorities?: Answer[];
  readonly additionals?: Answer[];
}

type Asked = Exclude<RecordType, "SPF">;

function received(type: Asked, sections: Sections): Reply {
  const query = { id: 7, name: NAME, type, recursive: false, edns: true };
  const packet = encode({ type: "response", id: 7, questions: [{ name: NAME, type }], ...sections });
  const reading = readReply(packet, query, packet.length);
  if (reading.kind !== "reply") throw new Error(reading.kind);
  return reading.reply;
}

const authoritative = (sections: Sections, type: Asked = "MX"): Interpretation =>
  interpretAuthoritative(received(type, sections), { name: NAME, type }, D, CHAIN);

const soa = (name: string, ttl: number, minimum: number): Answer => ({
  name,
  type: "SOA",
  ttl,
  data: { mname: `ns.${D}`, rname: `host.${D}`, minimum },
});

const recursive = (sections: Sections, type: Asked = "MX"): Interpretation =>
  interpretRecursive(received(type, { flags: RA, ...sections }), { name: NAME, type }, CHAIN);

const lame = { kind: "answer", answer: { kind: "unknown", reason: "lame" }, aliases: [] };

describe("referrals", () => {
  it("keeps glue only for names that the referring zone has authority over", () => {
    const names = [`ns.${NAME}`, `ns.${D}`, "ns.victim.example"];
    const meaning = authoritative({
      authorities: names.map((name) => record(NAME, "NS", name)),
      additionals: [...names, `stray.${D}`].map((name) => record(name, "A", "192.0.2.1")),
    });
    expect(meaning).toEqual({
      kind: "referral",
      zone: NAME,
      names,
      glue: new Map([
        [`ns.${NAME}`, ["192.0.2.1"]],
        [`ns.${D}`, ["192.0.2.1"]],
      ]),
    });
  });

  it("keeps each address of a name server, IPv4 and IPv6, and each server of that zone once", () => {
    const server = `ns.${NAME}`;
    const names = [server, server, "ns.host.example"];
    const address = (type: "A" | "AAAA", data: string): Answer => ({ name: server, type, data });
    const meaning = authoritative({
      authorities: [...names.map((name) => record(NAME, "NS", name)), record(D, "NS", "ns.above.example")],
      additionals: [address("A", "192.0.2.1"), address("AAAA", "2001:db8::1"), txt(server, "no address")],
    });
    expect(meaning).toEqual({
      kind: "referral",
      zone: NAME,
      names: [server, "ns.host.example"],
      glue: new Map([[server, ["192.0.2.1", "2001:db8::1"]]]),
    });
  });

  it("may come from the root, which has authority over every name but refers to itself never", () => {
    const referral = (zone: string) =>
      interpretAuthoritative(
        received("MX", {
          authorities: [record(zone, "NS", "a.example")],
          additionals: [record("a.example", "A", "192.0.2.1")],
        }),
        { name: NAME, type: "MX" },
        ".",
        CHAIN,
      );
    expect(referral("example")).toMatchObject({
      zone: "example",
      glue: new Map([["a.example", ["192.0.2.1"]]]),
    });
    expect(referral(".")).toEqual(lame);
  });

  it.each([".", "example", D, `other.${D}`, `deeper.${NAME}`, "victim.example"])(
    "takes a referral to %s for lame: it does not lead down towards the name",
    (zone) => {
      expect(authoritative({ authorities: [record(zone, "NS", "ns.host.example")] })).toEqual(lame);
    },
  );
});

describe("NS records of a lower zone", () => {
  const authorities = [record(NAME, "NS", "ns.host.example")];

  it.each<[string, Sections]>([
    ["records", { answers: [mx(NAME, 10, "in.example")], authorities }],
    ["a SOA", { authorities: [...authorities, soa(D, 60, 60)] }],
    ["a failure's code", { flags: NXDOMAIN, authorities }],
  ])("are no referral beside %s, so a server without authority is lame", (_, sections) => {
    expect(authoritative(sections)).toEqual(lame);
  });
});

describe("answers", () => {
  it("takes no answer without authority", () => {
    expect(authoritative({ answers: [mx(NAME, 10, "in.example")] })).toEqual(lame);
    expect(authoritative({ flags: NXDOMAIN })).toEqual(lame);
  });

  it.each([
    ["the SOA's own TTL", 30, 600, 30],
    ["the SOA's minimum", 600, 30, 30],
    ["nothing for a TTL with its highest bit set", 2 ** 31, 600, 0],
    ["a week at most, whatever the TTL", 2 ** 31 - 1, 2 ** 31 - 1, 604_800],
  ])("keeps an absence for %s", (_, ttl, minimum, negativeTtl) => {
    expect(authoritative({ flags: AA | NXDOMAIN, authorities: [soa(D, ttl, minimum)] })).toEqual({
      kind: "answer",
      answer: { kind: "absent", nxdomain: true, negativeTtl },
      aliases: [],
      soa: { zone: D, primary: `ns.${D}`, admin: `host.${D}`, serial: 0 },
    });
  });

  it("ignores a SOA of a zone above the one asked, and of one that the name is not in", () => {
    for (const owner of ["example", `other.${D}`]) {
      expect(authoritative({ flags: AA, authorities: [soa(owner, 60, 60)] })).not.toHaveProperty("soa");
    }
  });

  it("tells each value once, in order, for the shortest TTL", () => {
    const values = ["20 b.example", "10 c.example", "20 a.example", "10 c.example"];
    const answers = values.map((value, index): Answer => {
      const [preference, exchange = ""] = value.split(" ");
      const ttl = index === 2 ? 60 : 300;
      return { name: NAME, type: "MX", ttl, data: { preference: Number(preference), exchange } };
    });
    const answer = {
      kind: "records",
      values: ["10 c.example", "20 a.example", "20 b.example"],
      ttl: 60,
    };
    expect(authoritative({ flags: AA, answers })).toEqual({ kind: "answer", answer, aliases: [] });
    expect(recursive({ answers })).toEqual({ kind: "answer", answer, aliases: [] });
  });

  it("tells records behind a CNAME for the shorter TTL of the two", () => {
    const behind = (ttl: number): Answer[] => [
      record(NAME, "CNAME", `in.${D}`, ttl),
      mx(`in.${D}`, 10, "in.example"),
    ];
    for (const [ttl, shortest] of [
      [100, 100],
      [900, 300],
    ] as const) {
      expect(authoritative({ flags: AA, answers: behind(ttl) })).toMatchObject({ answer: { ttl: shortest } });
      expect(recursive({ answers: behind(ttl) })).toMatchObject({ answer: { ttl: shortest } });
    }
  });

  it.each<[string, readonly (readonly [string, string])[], readonly string[]]>([
    ["a name that is its own alias", [[NAME, NAME]], [NAME]],
    [
      "two names",
      [
        [NAME, `a.${D}`],
        [`a.${D}`, NAME],
      ],
      [`a.${D}`, NAME],
    ],
    [
      "two names behind the one that was asked",
      [
        [NAME, `a.${D}`],
        [`a.${D}`, `b.${D}`],
        [`b.${D}`, `a.${D}`],
      ],
      [`a.${D}`, `b.${D}`, `a.${D}`],
    ],
  ])("takes a circle of %s for an absence", (_, links, aliases) => {
    const answers = links.map(([from, to], index) => record(from, "CNAME", to, 100 - index));
    const negativeTtl = 101 - links.length;
    const circle = { kind: "answer", answer: { kind: "absent", nxdomain: false, negativeTtl }, aliases };
    expect(authoritative({ flags: AA, answers })).toEqual(circle);
    expect(recursive({ answers })).toEqual(circle);
  });

  it("tells the SOA beside an answer, and prefers one that is itself the answer", () => {
    const sections = { flags: AA, authorities: [soa(D, 60, 60)] };
    const mail = [mx(NAME, 10, "in.example")];
    expect(authoritative({ ...sections, answers: mail })).toMatchObject({ soa: { zone: D } });
    const meaning = authoritative({ ...sections, answers: [soa(NAME, 60, 60)] }, "SOA");
    expect(meaning).toMatchObject({ answer: { kind: "records" }, soa: { zone: NAME } });
  });

  it("caches an absence only with the SOA of a zone that holds the name, which may be the root", () => {
    const negativeTtl = (owner: string) => {
      const meaning = recursive({ flags: RA | NXDOMAIN, authorities: [soa(owner, 60, 60)] });
      return meaning.kind === "answer" && meaning.answer.kind === "absent" && meaning.answer.negativeTtl;
    };
    expect([".", "example", D, NAME].map(negativeTtl)).toEqual([60, 60, 60, 60]);
    expect([`other.${D}`, "victim.example"].map(negativeTtl)).toEqual([0, 0]);
  });

  it("says that a name with a CNAME exists, though its target does not", () => {
    const answers = [record(NAME, "CNAME", `gone.${D}`)];
    expect(authoritative({ flags: AA | NXDOMAIN, answers, authorities: [soa(D, 60, 60)] })).toMatchObject({
      answer: { kind: "absent", nxdomain: false, negativeTtl: 60 },
    });
  });

  it("follows CNAMEs inside the reply for the shortest of their TTLs, eight at most", () => {
    const links = (count: number): Answer[] => [
      ...Array.from({ length: count }, (_, n) =>
        record(n === 0 ? NAME : `${n}.${D}`, "CNAME", `${n + 1}.${D}`, 100 + n),
      ),
      mx(`${count}.${D}`, 10, "In.Example."),
    ];
    expect(authoritative({ flags: AA, answers: links(8) })).toEqual({
      kind: "answer",
      answer: { kind: "records", values: ["10 in.example"], ttl: 100 },
      aliases: Array.from({ length: 8 }, (_, n) => `${n + 1}.${D}`),
    });
    expect(authoritative({ flags: AA, answers: links(9) })).toMatchObject({
      answer: { reason: "malformed" },
    });
  });

  it("returns the CNAME if that was asked for, and its target if the reply does not answer for the target", () => {
    const sections = { flags: AA, answers: [record(NAME, "CNAME", "Shop.Host.Example.")] };
    expect(authoritative(sections, "CNAME")).toMatchObject({ answer: { values: ["shop.host.example"] } });
    expect(authoritative(sections)).toMatchObject({ kind: "alias", target: "shop.host.example" });
  });

  it("ignores records of other names, types and classes", () => {
    const answers: Answer[] = [
      mx(`x.${NAME}`, 10, "in.example"),
      record(NAME, "A", "192.0.2.1"),
      { name: NAME, type: "MX", class: "CH", ttl: 1, data: { preference: 1, exchange: "in.example" } },
    ];
    expect(authoritative({ flags: AA, answers })).toMatchObject({
      answer: { kind: "absent", nxdomain: false },
    });
  });
});

describe("a resolver's denial", () => {
  it("names the zone of its SOA, and none without a SOA", () => {
    const fields = { primary: `ns.${D}`, admin: `host.${D}`, serial: 0 };
    const denial = { kind: "answer", answer: { kind: "absent", nxdomain: false }, aliases: [] };
    expect(recursive({ authorities: [soa(D, 60, 60)] })).toMatchObject({
      ...denial,
      soa: { zone: D, ...fields },
    });
    expect(recursive({})).not.toHaveProperty("soa");
    expect(recursive({})).toMatchObject(denial);
  });

  it("says that a name with a CNAME exists", () => {
    const answers = [record(NAME, "CNAME", "gone.example")];
    expect(recursive({ flags: RA | NXDOMAIN, answers })).toMatchObject({
      answer: { kind: "absent", nxdomain: false, negativeTtl: 0 },
      aliases: ["gone.example"],
    });
  });

  it("is malformed if it has too many CNAMEs", () => {
    const answers = Array.from({ length: CHAIN + 1 }, (_, n) =>
      record(n === 0 ? NAME : `${n}.${D}`, "CNAME", `${n + 1}.${D}`),
    );
    expect(recursive({ answers })).toMatchObject({ answer: { reason: "malformed" }, aliases: [] });
  });
});

it("reports a resolver without recursion as lame", () => {
  const sections = { answers: [mx(NAME, 10, "in.example")] };
  const asked = { name: NAME, type: "MX" } as const;
  expect(interpretRecursive(received("MX", sections), asked, CHAIN).answer).toMatchObject({ reason: "lame" });
  expect(interpretRecursive(received("MX", { ...sections, flags: RA }), asked, CHAIN).answer).toMatchObject({
    values: ["10 in.example"],
  });
});
