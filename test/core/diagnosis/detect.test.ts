import { describe, expect, it } from "vitest";
import { detect } from "#core/diagnosis/detect";
import { wildcardName } from "#core/diagnosis/model/questions";
import type { ExpectedRecord, Subject } from "#core/diagnosis/model/subject";
import type { DnsAnswer, Observation } from "#core/dns/observation";
import { contextOf, FEEDBACK, KEY, KEY2, SPF, seenAt } from "./detectors/observed-context.ts";
import { ABSENT, D, failed, held, NS1, NS2, observed } from "./observed.ts";

const [HOST = "", TEXT = "", TARGET = ""] = [FEEDBACK, SPF, KEY].flatMap(({ values }) => values);
const MX = held(`10 ${HOST}`);
const FROM = `mail.${D}`;
const text = (name: string, value: string): ExpectedRecord => ({
  purpose: "other",
  name,
  type: "TXT",
  values: [value],
});
const split = (one: DnsAnswer, other: DnsAnswer) => ({ [NS1]: one, [NS2]: other });
/** Returns all findings, each with its records. */
const detected = (
  records: readonly ExpectedRecord[],
  known: readonly Observation[],
  more: Partial<Subject> = {},
) =>
  detect(contextOf(records, known, more)).map(({ code, records: concerned }) => [
    code,
    ...concerned.map(({ name, type }) => `${type} ${name}`),
  ]);
const named = (...records: readonly ExpectedRecord[]) => records.map(({ type, name }) => `${type} ${name}`);

it("a domain that is not public has no other finding", () => {
  const known = [seenAt(KEY, ABSENT, { zoneExists: "no" }), observed(D, "TXT", held("v=spf1 a", "v=spf1 b"))];
  expect(detected([KEY], known)).toEqual([["DOMAIN_NOT_PUBLIC"]]);
});

describe("findings about the domain", () => {
  it("explain records by name and type", () => {
    const beside = text(FEEDBACK.name, "a=b");
    const other = { ...FEEDBACK, purpose: "other", name: `x.${D}` } as const;
    const known = [seenAt(FEEDBACK, ABSENT), seenAt(beside, ABSENT), seenAt(other, ABSENT)];
    expect(detected([FEEDBACK, beside, other], known, { domain: FROM })).toEqual([
      ["MAIL_FROM_OUTSIDE_DOMAIN", ...named(FEEDBACK)],
      ["RECORD_MISSING", ...named(beside)],
      ["RECORD_MISSING", ...named(other)],
    ]);
  });

  it("are left out, if one about a record corrects the same name", () => {
    const known = [
      seenAt(FEEDBACK, ABSENT),
      observed(D, "MX", MX),
      observed(FROM, "MX", MX),
      observed(D, "TXT", held("v=spf1 mx -all", "v=spf1 a -all")),
    ];
    const record = { ...FEEDBACK, name: `bounce.${FROM}` };
    const more = { domain: FROM, mailFrom: record.name };
    expect(detected([record], [seenAt(record, ABSENT), ...known], more)).toEqual([
      ["FEEDBACK_MX_AT_DOMAIN"],
      ["SPF_SEVERAL_AT_DOMAIN"],
      ["FEEDBACK_MX_AT_DOMAIN", ...named(record)],
    ]);
    expect(detected([FEEDBACK], known.slice(0, 2))).toEqual([["FEEDBACK_MX_AT_DOMAIN", ...named(FEEDBACK)]]);
    const both = [...known.slice(0, 2), observed(D, "TXT", held("v=spf1 mx -all", "v=spf1 a -all"))];
    expect(detected([FEEDBACK], both)).toEqual([
      ["SPF_SEVERAL_AT_DOMAIN"],
      ["FEEDBACK_MX_AT_DOMAIN", ...named(FEEDBACK)],
    ]);
  });
});

describe("a correction that contains others", () => {
  const zone = FEEDBACK.name;
  const missingIn = (of: string, ...records: readonly ExpectedRecord[]) =>
    records.map((record) => seenAt(record, ABSENT, { zone: of }));

  it("takes their records, as the largest of all", () => {
    const [one, other] = [text(zone, "a=b"), text(`x.${zone}`, "c=d")];
    const records = [FEEDBACK, SPF, one, other];
    const known = [...missingIn(zone, ...records), observed(D, "TXT", held(TEXT))];
    expect(detected(records, known)).toEqual([["NAME_DELEGATED", ...named(one, FEEDBACK, SPF, other)]]);
  });

  it("takes no others", () => {
    const apart = { ...KEY, name: `apart.${D}`, purpose: "other" } as const;
    const known = [...missingIn(zone, FEEDBACK, SPF), observed(D, "TXT", held(TEXT)), seenAt(apart, ABSENT)];
    expect(detected([FEEDBACK, SPF, apart], known)).toEqual([
      ["NAME_DELEGATED", ...named(FEEDBACK, SPF)],
      ["RECORD_MISSING", ...named(apart)],
    ]);
  });

  it("contains each of their edits", () => {
    const third = { ...KEY, name: `t3._domainkey.${D}` };
    const records = [KEY, KEY2, third];
    const doubled = observed(`${KEY.name}.${D}`, "CNAME", held(TARGET));
    expect(detected(records, [...missingIn(`_domainkey.${D}`, ...records), doubled])).toEqual([
      ["NAME_DOUBLED", ...named(KEY)],
      ["NAME_DELEGATED", ...named(KEY2, third)],
    ]);
  });

  it("is larger than they are", () => {
    const at = (record: ExpectedRecord, ...nameServers: readonly string[]) =>
      seenAt(record, ABSENT, { zone, nameServers });
    expect(detected([FEEDBACK, SPF], [at(FEEDBACK, NS1, NS2), at(SPF, NS2, NS1)])).toEqual([
      ["NAME_DELEGATED", ...named(FEEDBACK)],
      ["NAME_DELEGATED", ...named(SPF)],
    ]);
  });
});

it("a correction names each record once, also if another finding about it is left out", () => {
  const stale = [{ server: "192.0.2.9", address: "192.0.2.9", answer: ABSENT }];
  const known = [
    seenAt(FEEDBACK, MX, { aliases: [`a.${D}`], recursive: stale }),
    observed(FEEDBACK.name, "CNAME", held(`a.${D}`)),
  ];
  expect(detected([FEEDBACK], known)).toEqual([["MAIL_FROM_ALIASED", ...named(FEEDBACK)]]);
});

describe("a finding without edits stays", () => {
  it("beside additions at other names, or of other types", () => {
    const keys = [seenAt(KEY, split(held(TARGET), ABSENT)), seenAt(KEY2, ABSENT)];
    expect(detected([KEY, KEY2], keys)).toEqual([
      ["NAME_SERVERS_DISAGREE", ...named(KEY)],
      ["RECORD_MISSING", ...named(KEY2)],
    ]);
    const both = [seenAt(FEEDBACK, ABSENT), seenAt(SPF, split(held(TEXT), ABSENT))];
    expect(detected([FEEDBACK, SPF], both)).toEqual([
      ["RECORD_MISSING", ...named(FEEDBACK)],
      ["NAME_SERVERS_DISAGREE", ...named(SPF)],
    ]);
  });

  it("beside the removal of its record", () => {
    const [one, other] = [`a.${D}`, `b.${D}`];
    const alias: ExpectedRecord = { purpose: "other", name: FEEDBACK.name, type: "CNAME", values: [one] };
    const known = [seenAt(FEEDBACK, ABSENT), seenAt(alias, split(held(one), held(other)))];
    expect(detected([FEEDBACK, alias], known)).toEqual([
      ["MAIL_FROM_IS_CNAME", ...named(FEEDBACK)],
      ["NAME_SERVERS_DISAGREE", ...named(alias)],
    ]);
  });

  it("if only one of its records is explained", () => {
    const third = { ...KEY, name: `t3._domainkey.${D}` };
    const below = (name: string) => held(`${name.split(".")[0]}._domainkey.aaa.example`);
    const probe = wildcardName(KEY.name, D);
    const known = [
      seenAt(KEY, split(held(TARGET), below(KEY.name))),
      seenAt(KEY2, split(held(...KEY2.values), ABSENT)),
      seenAt(third, below(third.name)),
      observed(probe, "CNAME", below(probe)),
    ];
    expect(detected([KEY, KEY2, third], known)).toEqual([
      ["NAME_SERVERS_DISAGREE", ...named(KEY, KEY2)],
      ["NAME_BELOW_DNAME", ...named(third)],
    ]);
  });
});

describe("each record is told of once", () => {
  const cname = observed(FEEDBACK.name, "CNAME", held("mail.vendor.example"));
  it("with the first cause that explains it, for all records with the same", () => {
    const known = [seenAt(FEEDBACK, ABSENT), seenAt(SPF, ABSENT), cname];
    expect(detected([FEEDBACK, SPF], known)).toEqual([["MAIL_FROM_IS_CNAME", ...named(FEEDBACK, SPF)]]);
  });

  it("but not if its state is unknown", () => {
    const known = [seenAt(FEEDBACK, failed()), seenAt(SPF, held(TEXT)), cname];
    expect(detected([FEEDBACK, SPF], known).flat()).not.toContain("MAIL_FROM_IS_CNAME");
  });

  it("or with each warning, if it is right", () => {
    const recursive = [{ server: "192.0.2.9", address: "192.0.2.9", answer: ABSENT }];
    const records = [FEEDBACK, SPF, KEY];
    const key = seenAt(KEY, held(TARGET), { recursive });
    const known = [seenAt(FEEDBACK, MX), seenAt(SPF, held(TEXT)), key, cname];
    const context = contextOf(records, known);
    const signs = [{ code: "plus-all", term: "+all" }] as const;
    const verdict = {
      state: "right",
      records: [],
      nearly: [],
      results: [],
      lookUps: 1,
      voidLookUps: 0,
    } as const;
    expect(detect({ ...context, spf: { ...verdict, signs } }).map(({ code }) => code)).toEqual([
      "MAIL_FROM_ALIASED",
      "SPF_PASSES_ALL",
      "PUBLISHED_BUT_CACHED",
    ]);
  });
});
