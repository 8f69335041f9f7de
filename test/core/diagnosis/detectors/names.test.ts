import { describe, expect, it } from "vitest";
import { atWrongName, duplicated, missing, vanished } from "#core/diagnosis/detectors/names";
import type { RecordDetector } from "#core/diagnosis/model/detector";
import type { ExpectedRecord, Subject } from "#core/diagnosis/model/subject";
import type { DnsAnswer, Observation } from "#core/dns/observation";
import { ABSENT, D, failed, held, NOW, NS1, observed } from "../observed.ts";
import {
  added,
  cachedFor,
  concerned,
  contextOf,
  evidenceOf,
  examinedIn,
  FEEDBACK,
  KEY,
  KEY2,
  SHOWS_NONE,
  SPF,
  seenAt,
  shows,
} from "./observed-context.ts";

const [KEY_TARGET = "", FEEDBACK_HOST = "", SPF_TEXT = ""] = [KEY, FEEDBACK, SPF].flatMap(
  ({ values }) => values,
);
const detectWith =
  (detector: RecordDetector) =>
  (record: ExpectedRecord, known: readonly Observation[], more: Partial<Subject> = {}) => {
    const context = contextOf([record], [seenAt(record, ABSENT), ...known], more);
    return detector(examinedIn(context), context);
  };

describe("a record is at a wrong name", () => {
  const detect = detectWith(atWrongName);

  it("and is moved to the right one", () => {
    const name = `${KEY.name}.${D}`;
    expect(detect(KEY, [observed(name, "CNAME", held(KEY_TARGET))])).toEqual({
      code: "NAME_DOUBLED",
      severity: "blocking",
      record: concerned(KEY),
      records: [concerned(KEY)],
      seen: [`${name}: ${KEY_TARGET}`],
      expected: KEY.values,
      cause: { key: "finding.name-doubled", values: { type: "CNAME", at: name, added: D } },
      details: [],
      notes: [],
      actor: "dns-administrator",
      edits: [
        {
          action: "remove",
          type: "CNAME",
          name,
          zone: D,
          hostInZone: KEY.name,
          value: KEY_TARGET,
          because: "wrong-name",
        },
        added(KEY),
      ],
      after: cachedFor(300),
      evidence: [evidenceOf({ name, type: "CNAME" }, shows(KEY_TARGET)), evidenceOf(KEY, SHOWS_NONE)],
    });
  });

  const key = `t1._domainkey`;
  it.each<[string, string, object, readonly string[]]>([
    [
      "NAME_DOUBLED",
      `${key}.stones.${D}`,
      { key: "finding.name-doubled", values: { type: "CNAME", at: `${key}.stones.${D}`, added: "stones" } },
      [],
    ],
    [
      "NAME_TOO_DEEP",
      `${key}.www.${D}`,
      { key: "finding.name-too-deep", values: { type: "CNAME", at: `${key}.www.${D}` } },
      [],
    ],
    [
      "NAME_TOO_DEEP",
      `${key}.bounce.${D}`,
      { key: "finding.name-too-deep", values: { type: "CNAME", at: `${key}.bounce.${D}` } },
      [],
    ],
    [
      "NAME_WITHOUT_UNDERSCORE",
      `t1.domainkey.${D}`,
      { key: "finding.name-without-underscore", values: { type: "CNAME", at: `t1.domainkey.${D}` } },
      ["finding.note.underscore"],
    ],
    [
      "NAME_WITHOUT_DOMAINKEY",
      `t1.${D}`,
      { key: "finding.name-without-domainkey", values: { at: `t1.${D}` } },
      [],
    ],
  ])("%s: %s", (code, name, cause, notes) => {
    const found = detect(KEY, [observed(name, "CNAME", held(KEY_TARGET))]);
    expect(found).toMatchObject({ code, cause, edits: [{ action: "remove", name }, added(KEY)] });
    expect(found?.notes.map((note) => note.key)).toEqual(notes);
  });

  it("NAME_WITHOUT_SUBDOMAIN: a key above the identity is certainly misplaced", () => {
    const name = `${key}.${D}`;
    const record = { ...KEY, name: `${key}.mail.${D}` };
    expect(
      detect(record, [observed(name, "CNAME", held(KEY_TARGET))], { domain: `mail.${D}` }),
    ).toMatchObject({
      code: "NAME_WITHOUT_SUBDOMAIN",
      cause: { key: "finding.name-without-subdomain", values: { type: "CNAME", at: name, lacking: "mail" } },
      notes: [],
      edits: [
        { action: "remove", name },
        { action: "add", name: record.name },
      ],
    });
  });

  it("NAME_WITHOUT_SUBDOMAIN: an MX or a text above may be needed there, so it stays", () => {
    const record = { ...FEEDBACK, name: `bounce.mail.${D}` };
    const value = "10 feedback-smtp.us-east-1.amazonses.com";
    expect(detect(record, [observed(`bounce.${D}`, "MX", held(value))])).toMatchObject({
      code: "NAME_WITHOUT_SUBDOMAIN",
      seen: [`bounce.${D}: ${value}`],
      notes: [{ key: "finding.note.leave-if-needed", values: { name: `bounce.${D}` } }],
      edits: [{ action: "add", name: record.name, value: FEEDBACK_HOST }],
    });
  });

  it("NAME_WITHOUT_HOST: a text at the domain itself may be needed there, too", () => {
    const record: ExpectedRecord = { purpose: "other", name: `x.${D}`, type: "TXT", values: ["a=b"] };
    const found = detect(record, [observed(D, "TXT", held("a=b", "c=d"))]);
    expect(found).toMatchObject({
      code: "NAME_WITHOUT_HOST",
      cause: { key: "finding.name-without-host", values: { type: "TXT", at: D } },
      seen: [`${D}: a=b`, `${D}: c=d`],
      notes: [{ key: "finding.note.leave-if-needed", values: { name: D } }],
      edits: [added(record)],
    });
  });

  it("NAME_AND_VALUE_EXCHANGED: the value at a name is the record's name", () => {
    const name = `${KEY_TARGET}.${D}`;
    const found = (value: string) => detect(KEY, [observed(name, "CNAME", held(value))]);
    expect(found(KEY.name)).toMatchObject({
      code: "NAME_AND_VALUE_EXCHANGED",
      cause: { key: "finding.name-and-value-exchanged", values: { at: name } },
      edits: [{ action: "remove", name, value: KEY.name }, added(KEY)],
    });
    expect(found(`${KEY.name}.${D}`)?.code).toBe("NAME_AND_VALUE_EXCHANGED");
    expect(found(KEY_TARGET)).toBeUndefined();
  });

  it("of which only the meant values are removed", () => {
    const name = `bounce.bounce.${D}`;
    const found = detect(SPF, [observed(name, "TXT", held(SPF_TEXT, "a=b"))]);
    expect(found?.code).toBe("NAME_TOO_DEEP");
    expect(found?.seen).toEqual([`${name}: a=b`, `${name}: ${SPF_TEXT}`]);
    expect(found?.edits.map(({ action, value }) => [action, value])).toEqual([
      ["remove", SPF_TEXT],
      ["add", SPF_TEXT],
    ]);
  });

  it("with another type's answer there, another value, or none", () => {
    const name = `${KEY.name}.${D}`;
    expect(detect(KEY, [observed(name, "TXT", held(KEY_TARGET))])).toBeUndefined();
    expect(detect(KEY, [observed(name, "CNAME", held("x.example"))])).toBeUndefined();
    expect(detect(KEY, [observed(name, "CNAME", failed())])).toBeUndefined();
    expect(detect(KEY, [])).toBeUndefined();
  });

  it("unless it is at the right one, too, though it is wrong there", () => {
    const known = [seenAt(KEY, held("x.example")), observed(`${KEY.name}.${D}`, "CNAME", held(KEY_TARGET))];
    const context = contextOf([KEY], known);
    expect(atWrongName(examinedIn(context), context)).toBeUndefined();
  });
});

describe("a record vanished", () => {
  const detect = detectWith(vanished);
  const at = NOW - 86_400_000;
  const before = { remembered: { right: [{ name: KEY.name, type: "CNAME", at }] } };
  const snapshot = (...nameServers: readonly string[]) => ({ at, mx: [], spf: [], nameServers });

  it("that an earlier check saw right", () => {
    expect(detect(KEY, [], before)).toEqual({
      code: "RECORD_VANISHED",
      severity: "blocking",
      record: concerned(KEY),
      records: [concerned(KEY)],
      seen: [],
      expected: KEY.values,
      cause: { key: "finding.record-vanished", values: { at } },
      details: [],
      notes: [],
      actor: "dns-administrator",
      edits: [added(KEY, "was-removed")],
      after: cachedFor(60),
      evidence: [evidenceOf(KEY, SHOWS_NONE)],
    });
  });

  it("as the domain moved to another DNS host", () => {
    expect(
      detect(KEY, [], { ...before, snapshot: snapshot("ns1.old.example", "ns2.old.example") }),
    ).toMatchObject({
      cause: { key: "finding.record-vanished-moved", values: { at } },
      notes: [{ key: "finding.where.servers", values: { zone: D, servers: [NS1, "ns2.host.example"] } }],
    });
  });

  it.each<[string, Partial<Subject>]>([
    ["one name server is the same", { snapshot: snapshot("ns1.old.example", NS1) }],
    ["its earlier name servers are unknown", { snapshot: snapshot() }],
  ])("without a move, if %s", (_, more) => {
    expect(detect(KEY, [], { ...before, ...more })).toMatchObject({
      cause: { key: "finding.record-vanished" },
      notes: [],
    });
  });

  it("without a move, if its present name servers are unknown", () => {
    const of = seenAt(KEY, ABSENT, { nameServers: [] });
    const context = contextOf([KEY], [of], { ...before, snapshot: snapshot("ns1.old.example") });
    expect(vanished(examinedIn(context), context)?.cause.key).toBe("finding.record-vanished");
  });

  it.each<[string, Partial<Subject>]>([
    ["no check is stored", {}],
    ["none saw it right", { remembered: { right: [] } }],
    ["one saw another name right", { remembered: { right: [{ name: KEY2.name, type: "CNAME", at }] } }],
    ["one saw another type right", { remembered: { right: [{ name: KEY.name, type: "TXT", at }] } }],
  ])("which is not told if %s", (_, more) => {
    expect(detect(KEY, [], more)).toBeUndefined();
  });

  it("which is not told of a record that is wrong", () => {
    const context = contextOf([KEY], [seenAt(KEY, held("x.example"))], before);
    expect(vanished(examinedIn(context), context)).toBeUndefined();
  });
});

it("more records than are allowed are corrected", () => {
  const of = (answer: DnsAnswer) => {
    const context = contextOf([SPF], [seenAt(SPF, answer)]);
    return duplicated(examinedIn(context), context);
  };
  const edit = { type: "TXT", name: SPF.name, zone: D, hostInZone: "bounce" };
  expect(of(held(SPF_TEXT, "v=spf1 -all"))).toMatchObject({
    code: "RECORD_DUPLICATED",
    records: [concerned(SPF)],
    cause: { key: "finding.record-duplicated", values: { type: "TXT", name: SPF.name } },
    notes: [],
    edits: [
      { action: "keep", ...edit, value: SPF_TEXT, because: "right-already" },
      { action: "remove", ...edit, value: "v=spf1 -all", because: "only-one" },
    ],
  });
  expect([held(SPF_TEXT), held("v=spf1 -all"), ABSENT, failed()].map(of)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

it("a missing record is simply missing, and others are not", () => {
  expect(detectWith(missing)(KEY, [])?.code).toBe("RECORD_MISSING");
  for (const answer of [held(KEY_TARGET), held("x.example"), failed()]) {
    const context = contextOf([KEY], [seenAt(KEY, answer)]);
    expect(missing(examinedIn(context), context)).toBeUndefined();
  }
});
