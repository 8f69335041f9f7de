import { describe, expect, it } from "vitest";
import { failingServers } from "#core/diagnosis/detectors/servers";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import type { DnsAnswer, Observation, UnknownReason } from "#core/dns/observation";
import { ABSENT, D, failed, held, NS1, NS2, observed } from "../observed.ts";
import {
  cachedFor,
  contextOf,
  evidenceOf,
  FEEDBACK,
  KEY,
  KEY2,
  listed,
  SHOWS_NONE,
  SPF,
  seenAt,
} from "./observed-context.ts";
import { onWholeDomain } from "./whole-finding.ts";

const NS3 = "ns3.host.example";
const DNS_HOST = { key: "finding.actor.dns-host", values: { isKnown: "other", host: "" } };
const REPAIR = { key: "finding.note.repair-or-remove-server", values: {} };
const one = (reason: UnknownReason, other: DnsAnswer = ABSENT) => ({ [NS1]: other, [NS2]: failed(reason) });
const detect = (known: readonly Observation[], records: readonly ExpectedRecord[] = [KEY]) =>
  failingServers(contextOf(records, known));
const brief = (known: readonly Observation[], records?: readonly ExpectedRecord[]) =>
  detect(known, records).map(({ code, seen }) => [code, ...seen]);

describe("one name server fails while another answers", () => {
  const SET_UP = { key: "finding.note.set-zone-up-there", values: {} };
  const ASK = { key: "finding.note.ask-host-to-repair", values: { isKnown: "other", host: "" } };

  it.each<[UnknownReason, string, object]>([
    ["timeout", "SILENT", REPAIR],
    ["malformed", "FAILING", ASK],
    ["servfail", "FAILING", ASK],
    ["refused", "REFUSING", SET_UP],
    ["lame", "REFUSING", SET_UP],
    ["forbidden-address", "UNREACHABLE", REPAIR],
    ["no-name-server", "UNREACHABLE", REPAIR],
  ])("%s: %s", (reason, kind, note) => {
    const found = detect([seenAt(KEY, one(reason))]);
    expect(found).toEqual([
      {
        ...onWholeDomain("NAME_SERVER_SILENT", {
          severity: "warning",
          seen: [NS2],
          cause: {
            key: `finding.name-server-${kind.toLowerCase()}`,
            values: { server: NS2, zone: D },
          },
          actor: "dns-host",
          whoActs: DNS_HOST,
          notes: [note],
          evidence: [evidenceOf(KEY, SHOWS_NONE), evidenceOf(KEY, { kind: "unknown", reason }, NS2)],
        }),
        code: `NAME_SERVER_${kind}`,
      },
    ]);
  });

  it("but the check ran out", () => {
    expect(detect([seenAt(KEY, one("over-budget"))])).toEqual([]);
  });

  it("but all answer, or none does", () => {
    expect(detect([seenAt(KEY, held("x.example"))])).toEqual([]);
    expect(detect([seenAt(KEY, ABSENT)])).toEqual([]);
    expect(detect([seenAt(KEY, failed())])).toEqual([]);
  });

  it("which is told once, as it first failed", () => {
    const known = [seenAt(KEY, one("refused")), seenAt(KEY2, one("timeout"))];
    expect(brief(known, [KEY, KEY2])).toEqual([["NAME_SERVER_REFUSING", NS2]]);
  });

  it("and each of several is told", () => {
    const known = [
      seenAt(KEY, { [NS1]: ABSENT, [NS2]: failed(), [NS3]: failed("refused") }),
      seenAt(KEY2, { [NS1]: ABSENT, "ns4.host.example": failed("servfail") }),
    ];
    expect(brief(known, [KEY, KEY2])).toEqual([
      ["NAME_SERVER_SILENT", NS2],
      ["NAME_SERVER_REFUSING", NS3],
      ["NAME_SERVER_FAILING", "ns4.host.example"],
    ]);
  });

  it.each<[boolean, string, Observation]>([
    [false, "answers for another record of the zone", seenAt(KEY2, { [NS2]: ABSENT })],
    [true, "answers for a record of another zone", seenAt(KEY2, { [NS2]: ABSENT }, { zone: `x.${D}` })],
    [true, "fails for another record, too", seenAt(KEY2, { [NS1]: ABSENT, [NS2]: failed() })],
    [true, "is not asked for another record", seenAt(KEY2, { [NS1]: ABSENT })],
  ])("%s: it %s", (expected, _, other) => {
    const known = [seenAt(KEY, one("timeout")), other];
    expect(brief(known, [KEY, KEY2])).toEqual(expected ? [["NAME_SERVER_SILENT", NS2]] : []);
  });

  it("but of the zone that a CNAME leads to", () => {
    expect(detect([seenAt(FEEDBACK, one("timeout"), { aliases: ["x.example"] })], [FEEDBACK])).toEqual([]);
    expect(brief([seenAt(FEEDBACK, one("timeout"))], [FEEDBACK])).toEqual([["NAME_SERVER_SILENT", NS2]]);
  });

  it("but the name was delegated to the record's value", () => {
    const [target = ""] = KEY.values;
    const at = (nameServers: readonly string[]) =>
      seenAt(KEY, one("timeout"), { zone: KEY.name, nameServers });
    expect(detect([at([target])])).toEqual([]);
    expect(detect([at([NS1, NS2])])).toHaveLength(1);
  });

  it("but a record of which nothing is known tells nothing", () => {
    const known = [seenAt(KEY, ABSENT), seenAt(SPF, { [NS3]: failed() })];
    expect(detect(known, [KEY, SPF])).toEqual([]);
  });

  it("but nothing was observed", () => {
    const context = contextOf([KEY], [seenAt(KEY, one("timeout"))]);
    const seen = { ...context.seen, of: () => undefined };
    expect(failingServers({ ...context, seen })).toEqual([]);
  });

  it("but another record of the zone was not observed", () => {
    const context = contextOf([KEY, KEY2], [seenAt(KEY, one("timeout")), seenAt(KEY2, ABSENT)]);
    const { of } = context.seen;
    const seen = {
      ...context.seen,
      of: (...[name, type]: Parameters<typeof of>) => (name === KEY2.name ? undefined : of(name, type)),
    };
    expect(failingServers({ ...context, seen }).map(({ code }) => code)).toEqual(["NAME_SERVER_SILENT"]);
  });
});

describe("a failing server is in", () => {
  const inLists = (above: readonly string[] | DnsAnswer, own: readonly string[]) =>
    detect([listed(above, own), seenAt(KEY, one("refused"))]);

  it("only the registrar's list, and leaves it", () => {
    expect(inLists([NS1, NS2], [NS1])).toEqual([
      onWholeDomain("NAME_SERVER_REFUSING", {
        severity: "warning",
        seen: [NS2],
        cause: { key: "finding.name-server-refusing", values: { server: NS2, zone: D } },
        actor: "registrar",
        whoActs: { key: "finding.actor.registrar", values: { zone: D } },
        edits: [
          {
            action: "remove",
            type: "NS",
            name: D,
            zone: "example",
            hostInZone: "stones",
            value: NS2,
            because: "zone-does-not-list-it",
          },
        ],
        after: cachedFor(300),
        evidence: [evidenceOf(KEY, SHOWS_NONE), evidenceOf(KEY, { kind: "unknown", reason: "refused" }, NS2)],
      }),
    ]);
  });

  const own = "finding.note.set-zone-up-there";
  it.each<[string, readonly string[] | DnsAnswer, readonly string[], string]>([
    ["both lists", [NS1, NS2], [NS1, NS2], own],
    ["the registrar's list, of which the zone names none", [NS1, NS2], [NS3], own],
    ["the registrar's list, and the zone's is empty", [NS1, NS2], [], own],
    ["only the zone's list", [NS1], [NS1, NS2], REPAIR.key],
    ["no list", [NS1], [NS1], REPAIR.key],
    ["the zone's list, and the registrar's is unknown", failed(), [NS1, NS2], own],
  ])("%s", (_, above, ownList, note) => {
    expect(inLists(above, ownList)).toMatchObject([
      { actor: "dns-host", whoActs: DNS_HOST, edits: [], notes: [{ key: note }] },
    ]);
  });
});

describe("a server without an answer over IPv6", () => {
  const [FOUR, SIX] = ["192.0.2.53", "2001:db8::53"];
  const at = (record: ExpectedRecord, ...said: readonly [string, string, DnsAnswer][]): Observation => ({
    ...seenAt(record, ABSENT),
    authoritative: said.map(([server, address, answer]) => ({ server, address, answer })),
  });

  it("fails only if another answered over IPv6", () => {
    const failing = [NS2, SIX, failed()] as const;
    expect(brief([at(KEY, [NS1, FOUR, ABSENT], [...failing])])).toEqual([]);
    expect(brief([at(KEY, [NS1, SIX, ABSENT], [...failing])])).toEqual([["NAME_SERVER_SILENT", NS2]]);
    expect(brief([at(KEY, [NS1, FOUR, ABSENT], [NS3, SIX, failed()], [...failing])])).toEqual([]);
  });

  it("fails even if the other answered for another name", () => {
    const elsewhere = {
      ...observed(D, "MX", ABSENT),
      authoritative: [{ server: NS1, address: SIX, answer: ABSENT }],
    };
    expect(brief([at(KEY, [NS1, FOUR, ABSENT], [NS2, SIX, failed()]), elsewhere])).toEqual([
      ["NAME_SERVER_SILENT", NS2],
    ]);
  });

  it("is not that over IPv4", () => {
    expect(brief([at(KEY, [NS1, FOUR, ABSENT], [NS2, FOUR, failed()])])).toEqual([
      ["NAME_SERVER_SILENT", NS2],
    ]);
  });
});
