import { type Answer, encode } from "dns-packet";
import { describe, expect, it } from "vitest";
import {
  type Interpretation,
  interpretAuthoritative,
  interpretRecursive,
} from "#adapters/dns/interpretation";
import { type Reply, readReply } from "#adapters/dns/message";
import type { RecordType } from "#core/dns/observation";
import { mx, record } from "./dns-host.ts";

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

  it.each([".", "example", D, `other.${D}`, `deeper.${NAME}`, "victim.example"])(
    "takes a referral to %s for lame: it does not lead down towards the name",
    (zone) => {
      expect(authoritative({ authorities: [record(zone, "NS", "ns.host.example")] })).toEqual(lame);
    },
  );
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
      expect(authoritative({ flags: AA, authorities: [soa(owner, 60, 60)] })).not.toHaveProperty("told");
    }
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

it("reports a resolver without recursion as lame", () => {
  const sections = { answers: [mx(NAME, 10, "in.example")] };
  const asked = { name: NAME, type: "MX" } as const;
  expect(interpretRecursive(received("MX", sections), asked, CHAIN).answer).toMatchObject({ reason: "lame" });
  expect(interpretRecursive(received("MX", { ...sections, flags: RA }), asked, CHAIN).answer).toMatchObject({
    values: ["10 in.example"],
  });
});
