import { describe, expect, it } from "vitest";
import { inZoneOfItsOwn, missing } from "#core/diagnosis/detectors/names";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import type { Observation } from "#core/dns/observation";
import { ABSENT, D, failed, held, NS1, NS2, observed } from "../observed.ts";
import {
  added,
  cachedFor,
  concerned,
  contextOf,
  detectWith,
  evidenceOf,
  examinedIn,
  FEEDBACK,
  KEY,
  KEY2,
  right,
  SHOWS_NONE,
  SPF,
  seenAt,
} from "./observed-context.ts";

const KEYS = `_domainkey.${D}`;

describe("a missing record is in a zone of its own", () => {
  const detect = detectWith(inZoneOfItsOwn);
  const zone = KEYS;
  const root = observed(D, "MX", ABSENT);
  const there = { zone, delegatedIn: D, nameServers: ["ns.x.example"] };
  const own = (record: ExpectedRecord, more: Partial<Observation> = {}) =>
    seenAt(record, ABSENT, { zone, ...more });

  it("at another operator, who adds it and the others of its kind", () => {
    expect(detect([KEY, KEY2], [own(KEY, there), own(KEY2, there), root])).toEqual({
      code: "NAME_DELEGATED",
      severity: "blocking",
      record: concerned(KEY),
      records: [concerned(KEY)],
      seen: [],
      expected: [...KEY.values, ...KEY2.values],
      cause: { key: "finding.name-delegated", values: { zone, domain: D, servers: ["ns.x.example"] } },
      details: [],
      whoActs: { key: "finding.actor.zone-operator", values: { zone } },
      notes: [],
      actor: "delegated-zone-operator",
      edits: [added(KEY, "answering-zone", zone), added(KEY2, "answering-zone", zone)],
      after: cachedFor(60),
      evidence: [evidenceOf(KEY, SHOWS_NONE), evidenceOf(KEY2, SHOWS_NONE)],
    });
  });

  it("at the domain's own servers, without a referral, which the panel does not show", () => {
    expect(detect([KEY], [own(KEY), root])).toEqual({
      code: "ZONE_ON_SAME_SERVERS",
      severity: "blocking",
      record: concerned(KEY),
      records: [concerned(KEY)],
      seen: [],
      expected: KEY.values,
      cause: { key: "finding.zone-on-same-servers", values: { zone, domain: D } },
      details: [],
      notes: [{ key: "finding.note.delete-zone", values: { zone, domain: D } }],
      actor: "dns-administrator",
      edits: [added(KEY, "answering-zone", zone)],
      after: cachedFor(60),
      evidence: [evidenceOf(KEY, SHOWS_NONE)],
    });
  });

  it.each<[string, Observation, Observation, string, string]>([
    [
      "its servers are some of the domain's",
      own(KEY, { nameServers: [NS2] }),
      root,
      "ZONE_ON_SAME_SERVERS",
      "dns-administrator",
    ],
    [
      "a referral leads to the same servers",
      own(KEY, { delegatedIn: D }),
      root,
      "NAME_DELEGATED",
      "dns-administrator",
    ],
    [
      "one of its servers is another's",
      own(KEY, { nameServers: [NS1, "ns.x.example"] }),
      root,
      "NAME_DELEGATED",
      "delegated-zone-operator",
    ],
    [
      "its servers are unknown",
      own(KEY, { nameServers: [] }),
      root,
      "NAME_DELEGATED",
      "delegated-zone-operator",
    ],
    [
      "the domain's servers are unknown",
      own(KEY),
      observed(D, "TXT", ABSENT),
      "NAME_DELEGATED",
      "delegated-zone-operator",
    ],
  ])("if %s", (_, known, above, code, actor) => {
    expect(detect([KEY], [known, above])).toMatchObject({ code, actor });
  });

  it("with others of the same name or purpose, which are missing in the same zone", () => {
    const deep = `bounce.${D}`;
    const at = { zone: deep };
    const others: readonly ExpectedRecord[] = ["a", "b", "c", "d"].map((label) => ({
      purpose: "mail-from-mx",
      name: `${label}.${deep}`,
      type: "MX",
      values: [`${label}.example`],
    }));
    const [a = FEEDBACK, b = FEEDBACK, c = FEEDBACK] = others;
    const key = { ...KEY, name: `t1._domainkey.${deep}` };
    const known = [
      ...[seenAt(FEEDBACK, ABSENT, at), seenAt(SPF, ABSENT, at), seenAt(key, ABSENT, at), root],
      ...[seenAt(a, ABSENT, at), seenAt(b, held("10 x.example"), at), seenAt(c, ABSENT, { zone: c.name })],
    ];
    const found = detect([FEEDBACK, SPF, key, a, b, c], known);
    expect(found?.edits.map(({ type, name }) => `${type} ${name}`)).toEqual([
      `MX ${deep}`,
      `TXT ${deep}`,
      `MX a.${deep}`,
    ]);
  });

  it.each<[string, Observation]>([
    ["in the domain's zone", seenAt(KEY, ABSENT)],
    ["in a zone above the domain", seenAt(KEY, ABSENT, { zone: "example" })],
    ["in a zone that only ends alike", seenAt(KEY, ABSENT, { zone: `x${D}` })],
    ["wrong", seenAt(KEY, held("x.example"), { zone })],
    ["unknown", seenAt(KEY, failed(), { zone })],
  ])("which is not told of a record that is %s", (_, known) => {
    expect(detect([KEY], [known, root])).toBeUndefined();
  });
});

describe("a record is missing", () => {
  const detect = detectWith(missing);
  const where = { key: "finding.where.servers", values: { zone: D, servers: [NS1, NS2] } };
  const underscore = { key: "finding.note.underscore", values: {} };
  const gone = (record: ExpectedRecord) => seenAt(record, ABSENT);

  it("and is added", () => {
    expect(detect([FEEDBACK], [gone(FEEDBACK)])).toEqual({
      code: "RECORD_MISSING",
      severity: "blocking",
      record: concerned(FEEDBACK),
      records: [concerned(FEEDBACK)],
      seen: [],
      expected: FEEDBACK.values,
      cause: { key: "finding.record-missing", values: {} },
      details: [],
      notes: [where],
      actor: "dns-administrator",
      edits: [added(FEEDBACK, "required")],
      after: cachedFor(60),
      evidence: [evidenceOf(FEEDBACK, SHOWS_NONE)],
    });
  });

  it("where the panel of a known DNS host lets one add it", () => {
    const said = { "ns1.domaincontrol.com": ABSENT };
    expect(detect([KEY], [seenAt(KEY, said)])?.notes).toEqual([
      { key: "finding.where.host", values: { zone: D, servers: ["ns1.domaincontrol.com"], host: "GoDaddy" } },
      {
        key: "dns-host.clicks",
        values: { host: "GoDaddy", path: `Domain Portfolio → ${D} → DNS → Add New Record` },
      },
    ]);
  });

  it("beside keys that are right", () => {
    const of = (records: readonly ExpectedRecord[], known: readonly Observation[]) =>
      detect(records, known)?.cause;
    const beside = { key: "finding.record-missing-beside-right", values: { right: 1, of: 2 } };
    expect(of([KEY, KEY2, SPF], [gone(KEY), right(KEY2), right(SPF)])).toEqual(beside);
    expect(of([KEY, KEY2], [gone(KEY), gone(KEY2)])).toEqual({ key: "finding.record-missing", values: {} });
    expect(of([SPF, KEY], [gone(SPF), right(KEY)])).toEqual({ key: "finding.record-missing", values: {} });
  });

  it("though a person confirmed it", () => {
    const of = (confirmed: boolean) => detect([FEEDBACK], [gone(FEEDBACK)], { confirmed })?.notes;
    expect(of(true)).toEqual([where, { key: "finding.note.saved-and-public", values: {} }]);
    expect(of(false)).toEqual([where]);
  });

  it.each<[boolean, string, readonly ExpectedRecord[], readonly Observation[]]>([
    [true, "all others are right", [KEY, KEY2, FEEDBACK], [gone(KEY), gone(KEY2), right(FEEDBACK)]],
    [
      true,
      "one other is right",
      [KEY, KEY2, FEEDBACK, SPF],
      [gone(KEY), gone(KEY2), gone(FEEDBACK), right(SPF)],
    ],
    [false, "no other is right", [KEY, KEY2, FEEDBACK], [gone(KEY), gone(KEY2), gone(FEEDBACK)]],
    [false, "there is no other", [KEY, KEY2], [gone(KEY), gone(KEY2)]],
    [false, "one with an underscore is right", [KEY, KEY2, SPF], [gone(KEY), right(KEY2), right(SPF)]],
    [false, "only one has an underscore", [KEY, SPF], [gone(KEY), right(SPF)]],
    [
      false,
      "it has none itself",
      [SPF, KEY, KEY2, FEEDBACK],
      [gone(SPF), gone(KEY), gone(KEY2), right(FEEDBACK)],
    ],
  ])("%s: the panel refuses underscores, if %s", (isRefused, _, records, known) => {
    expect(detect(records, known)?.notes).toEqual([where, ...(isRefused ? [underscore] : [])]);
  });

  it("and only the first with an underscore says so", () => {
    const context = contextOf([KEY, KEY2, SPF], [gone(KEY), gone(KEY2), right(SPF)]);
    expect(missing(examinedIn(context, 1), context)?.notes).toEqual([where]);
  });
});
