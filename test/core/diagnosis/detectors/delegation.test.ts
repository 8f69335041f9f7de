import { describe, expect, it } from "vitest";
import { listsDiffer } from "#core/diagnosis/detectors/delegation";
import type { DnsAnswer, Observation } from "#core/dns/observation";
import { ABSENT, D, failed, held, NOW, NS1, NS2 } from "../observed.ts";
import { contextOf, evidenceOf, KEY, KEY2, listed, seenAt, shows } from "./observed-context.ts";

const NS3 = "ns3.host.example";
const [RIGHT = "", RIGHT2 = ""] = [...KEY.values, ...KEY2.values];
const at = (first: DnsAnswer, second: DnsAnswer, third: DnsAnswer) => ({
  [NS1]: first,
  [NS2]: second,
  [NS3]: third,
});
const ALIKE = [
  seenAt(KEY, at(held(RIGHT), held(RIGHT), held(RIGHT))),
  seenAt(KEY2, at(held(RIGHT2), held(RIGHT2), held(RIGHT2))),
];
const detect = (list: Observation, of: readonly Observation[] = ALIKE) =>
  listsDiffer(contextOf([KEY, KEY2], [list, ...of]));

const change = (action: "add" | "remove", value: string, because: string) => ({
  action,
  type: "NS",
  name: D,
  zone: "example",
  hostInZone: "stones",
  value,
  because,
});

describe("the registrar lists other servers than the zone, and all answer alike", () => {
  it("so the registrar follows the zone", () => {
    expect(detect(listed([NS1, NS3], [NS1, NS2]))).toEqual([
      {
        code: "DELEGATION_DIFFERS",
        severity: "advice",
        record: null,
        records: [],
        seen: [NS1, NS3],
        expected: [NS1, NS2],
        cause: {
          key: "finding.delegation-differs",
          values: { zone: D, above: [`“${NS1}”`, `“${NS3}”`], own: [`“${NS1}”`, `“${NS2}”`] },
        },
        details: [],
        whoActs: { key: "finding.actor.registrar", values: { zone: D } },
        notes: [],
        actor: "registrar",
        edits: [change("add", NS2, "zone-lists-it"), change("remove", NS3, "zone-does-not-list-it")],
        after: { waitFor: "resolver-caches", until: NOW + 300_000 },
        evidence: [
          evidenceOf({ name: D, type: "NS" }, shows(NS1, NS3), "ns.nic.example"),
          evidenceOf({ name: D, type: "NS" }, shows(NS1, NS2)),
        ],
      },
    ]);
  });

  it.each<[string, readonly string[], readonly string[], readonly object[]]>([
    ["lacks one", [NS1], [NS1, NS2], [change("add", NS2, "zone-lists-it")]],
    ["has one too many", [NS1, NS2, NS3], [NS2, NS1], [change("remove", NS3, "zone-does-not-list-it")]],
    [
      "has none of them",
      [NS3],
      [NS1, NS2],
      [
        change("add", NS1, "zone-lists-it"),
        change("add", NS2, "zone-lists-it"),
        change("remove", NS3, "zone-does-not-list-it"),
      ],
    ],
  ])("which %s", (_, above, own, edits) => {
    expect(detect(listed(above, own))).toMatchObject([{ actor: "registrar", edits }]);
  });

  it("but a zone that lists only one is incomplete, so its DNS host adds the others (RFC 2182 §5)", () => {
    const add = (value: string) => ({
      action: "add",
      type: "NS",
      name: D,
      zone: D,
      hostInZone: "@",
      value,
      ttl: 3600,
      because: "registrar-lists-it",
    });
    const found = (above: readonly string[], own: readonly string[]) =>
      detect(listed(above, own)).map(({ actor, edits }) => ({ actor, edits }));
    expect(found([NS1, NS2, NS3], [NS1])).toEqual([{ actor: "dns-host", edits: [add(NS2), add(NS3)] }]);
    expect(found([NS1, NS2], [NS3])).toEqual([{ actor: "dns-host", edits: [add(NS1), add(NS2)] }]);
    expect(found([NS1], [])).toEqual([{ actor: "dns-host", edits: [add(NS1)] }]);
  });
});

describe("it is not told", () => {
  const LIST = listed([NS1, NS3], [NS1, NS2]);
  it.each<[string, Observation]>([
    ["the lists hold the same in another order", listed([NS2, NS1], [NS1, NS2])],
    ["the zone above did not answer", listed(failed(), [NS1, NS2])],
    ["the zone above has no list", listed(ABSENT, [NS1, NS2])],
    ["the registrar lists a server that was not asked", listed([NS1, "ns4.host.example"], [NS1, NS2])],
    ["the zone lists a server that was not asked", listed([NS1, NS3], [NS1, "ns4.host.example"])],
  ])("if %s", (_, list) => {
    expect(detect(list)).toEqual([]);
  });

  it.each<[string, DnsAnswer, DnsAnswer, DnsAnswer]>([
    ["a server of the registrar's list gives no usable answer", held(RIGHT2), held(RIGHT2), failed()],
    ["a server of the zone's list gives no usable answer", held(RIGHT2), failed(), held(RIGHT2)],
    ["a server answers otherwise, which is the cause", held(RIGHT2), held(RIGHT2), ABSENT],
  ])("if %s, for one record at least", (_, ...said) => {
    const [first] = ALIKE;
    expect(detect(LIST, [...(first === undefined ? [] : [first]), seenAt(KEY2, at(...said))])).toEqual([]);
  });

  it("if no record is in the domain's own zone", () => {
    const zone = `_domainkey.${D}`;
    const of = ALIKE.map((one) => ({ ...one, zone }));
    expect(detect(LIST, of)).toEqual([]);
  });

  it("if no list is known", () => {
    expect(listsDiffer(contextOf([KEY, KEY2], ALIKE))).toEqual([]);
  });

  it("but records in other zones do not matter", () => {
    const [first] = ALIKE;
    const other = seenAt(KEY2, at(failed(), ABSENT, held(RIGHT2)), { zone: `_domainkey.${D}` });
    expect(detect(LIST, [...(first === undefined ? [] : [first]), other])).toHaveLength(1);
  });
});
