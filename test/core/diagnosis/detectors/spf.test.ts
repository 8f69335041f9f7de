import { describe, expect, it } from "vitest";
import { notRecognised, severalSpf, spfAsOldType, spfAtDomain } from "#core/diagnosis/detectors/spf";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import type { DnsAnswer, Observation } from "#core/dns/observation";
import { ABSENT, D, failed, held, observed } from "../observed.ts";
import { changedText, edit } from "./dmarc-context.ts";
import {
  added,
  cachedFor,
  concerned,
  contextOf,
  evidenceOf,
  examinedIn,
  FEEDBACK,
  SHOWS_NONE,
  SPF,
  seenAt,
  shows,
} from "./observed-context.ts";

const [REQUIRED = ""] = SPF.values;
const NONE = "v=spf1 -all";
const OTHER: ExpectedRecord = { ...SPF, purpose: "other" };

describe("several SPF records", () => {
  const detect = (record: ExpectedRecord, ...values: readonly string[]) => {
    const context = contextOf([record], [seenAt(record, held(...values))]);
    return severalSpf(examinedIn(context), context);
  };
  it("are reduced to the right one", () => {
    expect(detect(SPF, NONE, REQUIRED)).toEqual({
      code: "SPF_SEVERAL",
      severity: "blocking",
      record: concerned(SPF),
      records: [concerned(SPF)],
      seen: [NONE, REQUIRED].toSorted(),
      expected: SPF.values,
      cause: { key: "finding.spf-several", values: { name: SPF.name, count: 2 } },
      details: [],
      notes: [],
      actor: "dns-administrator",
      edits: [edit("keep", SPF.name, REQUIRED, "lets-ses-send"), edit("remove", SPF.name, NONE, "only-one")],
      after: cachedFor(300),
      evidence: [evidenceOf(SPF, shows(NONE, REQUIRED))],
    });
  });

  const [first, second] = ["v=spf1 ?all", "v=spf1 ~all"];
  it("are replaced by the required one, if none is right", () => {
    expect(detect(SPF, second, first)?.edits).toEqual([
      changedText(SPF.name, first, REQUIRED, "only-one"),
      edit("remove", SPF.name, second, "only-one"),
    ]);
  });

  const third = "v=spf1 mx -all";
  it.each<[string, ExpectedRecord, readonly string[], string | undefined]>([
    ["other senders need a name of their own", SPF, [REQUIRED, third], "another-mail-from"],
    ["the name of another record stays", OTHER, [REQUIRED, third], undefined],
    ["no sender is lost", SPF, [REQUIRED, NONE], undefined],
  ])("%s", (_, record, values, otherwise) => {
    expect(detect(record, ...values)?.code).toBe("SPF_SEVERAL");
    expect(detect(record, ...values)?.otherwise).toBe(otherwise);
  });

  it("are more than one, and texts", () => {
    const text: ExpectedRecord = { ...OTHER, values: ["a=b"] };
    expect(detect(SPF, NONE)).toBeUndefined();
    expect(detect(SPF, NONE, "a=b")).toBeUndefined();
    expect(detect(text, NONE, "a=b")).toBeUndefined();
    expect(detect(text, NONE, first)?.code).toBe("SPF_SEVERAL");
    expect(detect({ ...FEEDBACK, purpose: "other" }, NONE, first)).toBeUndefined();
  });
});

describe("a text that was meant as SPF", () => {
  const detect = (answer: DnsAnswer, nearly?: readonly string[]) => {
    const context = contextOf([SPF], [seenAt(SPF, answer)]);
    const spf = {
      state: "missing",
      records: [],
      results: [],
      lookUps: 0,
      voidLookUps: 0,
      signs: [],
    } as const;
    return notRecognised(examinedIn(context), nearly ? { ...context, spf: { ...spf, nearly } } : context);
  };
  const unversioned = { key: "finding.spf-without-version", values: { name: SPF.name } };
  it("is replaced", () => {
    expect(detect(held("a=b", "include:amazonses.com"))).toEqual({
      code: "SPF_NOT_RECOGNISED",
      severity: "blocking",
      record: concerned(SPF),
      records: [concerned(SPF)],
      seen: ["include:amazonses.com"],
      expected: SPF.values,
      cause: unversioned,
      details: [],
      notes: [],
      actor: "dns-administrator",
      edits: [changedText(SPF.name, "include:amazonses.com", REQUIRED, "not-read-there")],
      after: cachedFor(300),
      evidence: [evidenceOf(SPF, shows("a=b", "include:amazonses.com"))],
    });
  });

  const quoted = { key: "finding.spf-quoted", values: { name: SPF.name } };
  const odd = (character: string) => ({
    key: "finding.spf-odd-characters",
    values: { name: SPF.name, characters: [character] },
  });
  it.each<[string, object, string]>([
    ['"v=spf1 mx include:amazonses.com -all"', quoted, "v=spf1 include:amazonses.com mx -all"],
    [" v=spf1 mx x:y -all", quoted, "v=spf1 include:amazonses.com mx -all"],
    ["v=spf1\u00a0mx -all", odd("U+00A0 NO-BREAK SPACE"), "v=spf1 include:amazonses.com mx -all"],
    ["v = spf1 include:amazonses.com -all", unversioned, REQUIRED],
  ])("%j keeps its terms, if it can be read", (text, cause, value) => {
    expect(detect(held(text), [text])).toMatchObject({
      cause,
      edits: [changedText(SPF.name, text, value, "not-read-there")],
    });
  });

  it("comes before texts that only name Amazon SES", () => {
    expect(detect(held("include:AmazonSES.com", "spf1 mx"), ["spf1 mx"])?.edits).toMatchObject([
      { previous: "spf1 mx" },
    ]);
    expect(detect(held("include:AmazonSES.com"), [])?.edits).toMatchObject([
      { previous: "include:AmazonSES.com" },
    ]);
  });

  it.each<[string, DnsAnswer]>([
    ["a right record", held(REQUIRED, "amazonses.com")],
    ["a wrong record", held(NONE, "amazonses.com")],
    ["another text", held("a=b")],
    ["an MX entered as a text", held("10 Feedback-SMTP.eu-west-1.amazonses.com")],
    ["no text", ABSENT],
    ["no answer", failed()],
  ])("is not %s", (_, answer) => {
    expect(detect(answer)).toBeUndefined();
  });
});

describe("SPF of the old type", () => {
  const detect = (answer: DnsAnswer, ...old: readonly string[]) => {
    const known = old.length > 0 ? [observed(SPF.name, "SPF", held(...old))] : [];
    const context = contextOf([SPF], [seenAt(SPF, answer), ...known]);
    return spfAsOldType(examinedIn(context), context);
  };
  const old = (value: string) => ({ ...edit("remove", SPF.name, value, "not-read-there"), type: "SPF" });
  it("is replaced by a text", () => {
    const evidence = {
      ...evidenceOf({ name: SPF.name, type: "SPF" }, shows(NONE, REQUIRED)),
      resolveDnsName: "",
    };
    expect(detect(ABSENT, NONE, REQUIRED)).toEqual({
      code: "SPF_AS_OLD_TYPE",
      severity: "blocking",
      record: concerned(SPF),
      records: [concerned(SPF)],
      seen: [NONE, REQUIRED],
      expected: SPF.values,
      cause: { key: "finding.spf-as-old-type", values: { name: SPF.name } },
      details: [],
      notes: [],
      actor: "dns-administrator",
      edits: [old(NONE), old(REQUIRED), added(SPF, "read-here")],
      after: cachedFor(300),
      evidence: [evidenceOf(SPF, SHOWS_NONE), evidence],
    });
  });

  it("does not matter beside a text, or if there is none", () => {
    expect(detect(held(REQUIRED), REQUIRED)).toBeUndefined();
    expect(detect(held(NONE), REQUIRED)).toBeUndefined();
    expect(detect(failed(), REQUIRED)).toBeUndefined();
    expect(detect(ABSENT)).toBeUndefined();
  });
});

describe("SPF at the domain instead of MAIL FROM", () => {
  const FROM = `mail.${D}`;
  const detect = (answer: DnsAnswer, known: readonly Observation[], domain = FROM) => {
    const context = contextOf([SPF], [seenAt(SPF, answer), ...known], { domain });
    return spfAtDomain(examinedIn(context), context);
  };
  const at = (name: string, ...texts: readonly string[]) => observed(name, "TXT", held(...texts));
  it("stays, and is added where it is read", () => {
    expect(detect(ABSENT, [at(D, REQUIRED, "a=b")])).toEqual({
      code: "SPF_AT_DOMAIN",
      severity: "blocking",
      record: concerned(SPF),
      records: [concerned(SPF)],
      seen: [`${D}: ${REQUIRED}`],
      expected: SPF.values,
      cause: { key: "finding.spf-at-domain", values: { name: SPF.name, at: D } },
      details: [],
      notes: [],
      actor: "dns-administrator",
      edits: [added(SPF, "read-here")],
      after: cachedFor(60),
      evidence: [evidenceOf(SPF, SHOWS_NONE), evidenceOf({ name: D, type: "TXT" }, shows(REQUIRED, "a=b"))],
    });
  });

  it("is looked for at the domain first, and above it", () => {
    const both = [at(D, REQUIRED), at(FROM, NONE, REQUIRED)];
    expect(detect(ABSENT, both)?.seen).toEqual([NONE, REQUIRED].toSorted().map((text) => `${FROM}: ${text}`));
    expect(detect(ABSENT, both, D)?.seen).toEqual([`${D}: ${REQUIRED}`]);
  });

  it("is not told of other texts, or if there is a record", () => {
    expect(detect(ABSENT, [at(D, NONE, "a=b")])).toBeUndefined();
    expect(detect(held(NONE), [at(D, REQUIRED)])).toBeUndefined();
    expect(detect(failed(), [at(D, REQUIRED)])).toBeUndefined();
  });
});
