import { describe, expect, it } from "vitest";
import {
  cnameInTheWay,
  hasSeveralKeys,
  partlyThere,
  severalKeys,
  spfLacksTerms,
} from "#core/diagnosis/detectors/other-records";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import type { DnsAnswer } from "#core/dns/observation";
import { ABSENT, D, failed, held, observed } from "../observed.ts";
import {
  added,
  concerned,
  contextOf,
  evidenceOf,
  examinedIn,
  FEEDBACK,
  KEY,
  SPF,
  seenAt,
  shows,
} from "./observed-context.ts";
import { blockingOn, kept, removed, replaced } from "./whole-finding.ts";

const contextWith = (record: ExpectedRecord, answer: DnsAnswer) =>
  contextOf([record], [seenAt(record, answer)]);
const KEY_TEXT: ExpectedRecord = { ...KEY, type: "TXT", values: ["v=DKIM1; p=mmm"] };
const [WANTED = ""] = KEY_TEXT.values;

describe("a CNAME is in the way", () => {
  const detect = (record: ExpectedRecord, answer: DnsAnswer) => {
    const cname = observed(record.name, "CNAME", answer);
    const context = contextOf(
      [record],
      [...(record.type === "CNAME" ? [] : [seenAt(record, ABSENT)]), cname],
    );
    return cnameInTheWay(examinedIn(context), context);
  };

  it.each([FEEDBACK, SPF])("of a required $type", (record) => {
    const cname = { name: record.name, type: "CNAME" } as const;
    expect(detect(record, held("x.example"))).toEqual(
      blockingOn(record, "CNAME_IN_THE_WAY", {
        seen: ["x.example"],
        cause: {
          key: "finding.cname-in-the-way",
          values: { name: record.name, type: record.type, target: "x.example" },
        },
        edits: [removed(cname, "x.example", "cname-stands-alone"), added(record)],
        otherwise: "another-name",
        evidence: [evidenceOf(cname, shows("x.example"))],
      }),
    );
  });

  it("but a required CNAME is not, and none is not", () => {
    expect(detect(KEY, held("x.example"))).toBeUndefined();
    expect(detect(FEEDBACK, ABSENT)).toBeUndefined();
    expect(detect(FEEDBACK, failed())).toBeUndefined();
  });
});

describe("only some of several MX are there", () => {
  const three: ExpectedRecord = { ...FEEDBACK, values: ["a.x.example", "b.x.example", "c.x.example"] };
  const detect = (answer: DnsAnswer, record = three) => {
    const context = contextWith(record, answer);
    return partlyThere(examinedIn(context), context);
  };
  const keeping = (value: string, priority: number) => ({ ...kept(FEEDBACK, value), priority });
  const adding = (value: string) => added({ ...FEEDBACK, values: [value] });

  it("and the others are added", () => {
    expect(detect(held("20 b.x.example"))).toEqual(
      blockingOn(three, "RECORD_MISSING", {
        seen: ["20 b.x.example"],
        cause: {
          key: "finding.record-partly-there",
          values: { type: "MX", name: three.name, of: 3, missing: 2 },
        },
        edits: [keeping("b.x.example", 20), adding("a.x.example"), adding("c.x.example")],
        evidence: [evidenceOf(three, shows("20 b.x.example"))],
      }),
    );
    expect(detect(held("10 a.x.example", "20 c.x.example"))).toMatchObject({
      cause: { values: { of: 3, missing: 1 } },
      edits: [keeping("a.x.example", 10), keeping("c.x.example", 20), adding("b.x.example")],
    });
  });

  it.each<[string, DnsAnswer, ExpectedRecord]>([
    ["none is", ABSENT, three],
    ["all are", held("10 a.x.example", "10 b.x.example", "10 c.x.example"), three],
    ["another is", held("10 d.x.example"), three],
    ["another is as well", held("10 a.x.example", "10 d.x.example"), three],
    ["as many as required are", held("10 a.x.example", "20 a.x.example", "30 a.x.example"), three],
    ["they are texts", held("a"), { ...SPF, values: ["a", "b"] }],
  ])("which is not told if %s", (_, answer, record) => {
    expect(detect(answer, record)).toBeUndefined();
  });
});

describe("several keys are at one selector", () => {
  const detect = (...values: readonly string[]) => {
    const context = contextWith(KEY_TEXT, held(...values));
    return severalKeys(examinedIn(context), context);
  };

  it("of which the required one is kept", () => {
    expect(detect("p=aaa", WANTED, "x=y", "v=DKIM1; p=zzz")).toEqual(
      blockingOn(KEY_TEXT, "RECORD_DUPLICATED", {
        seen: ["p=aaa", WANTED, "v=DKIM1; p=zzz"],
        cause: { key: "finding.record-duplicated", values: { type: "TXT", name: KEY.name } },
        edits: [
          kept(KEY_TEXT, WANTED),
          removed(KEY_TEXT, "p=aaa", "only-one"),
          removed(KEY_TEXT, "v=DKIM1; p=zzz", "only-one"),
        ],
        evidence: [evidenceOf(KEY_TEXT, shows("p=aaa", WANTED, "x=y", "v=DKIM1; p=zzz"))],
      }),
    );
  });

  it("of which the first becomes the required one, if that is missing", () => {
    expect(detect("p=aaa", "p=bbb")?.edits).toEqual([
      replaced(KEY_TEXT, ["p=aaa", WANTED]),
      removed(KEY_TEXT, "p=bbb", "only-one"),
    ]);
  });

  it("beside the required one, in either order", () => {
    const last = "v=DKIM1; p=zzz";
    expect(detect(WANTED, last)?.edits).toEqual([
      kept(KEY_TEXT, WANTED),
      removed(KEY_TEXT, last, "only-one"),
    ]);
    expect(detect("p=aaa", WANTED)?.edits).toEqual([
      kept(KEY_TEXT, WANTED),
      removed(KEY_TEXT, "p=aaa", "only-one"),
    ]);
  });

  it.each<[boolean, string, ExpectedRecord, readonly string[]]>([
    [true, "two", KEY_TEXT, ["p=aaa", "p=bbb"]],
    [false, "one", KEY_TEXT, ["p=aaa", "x=y"]],
    [false, "none", KEY_TEXT, []],
    [false, "another text is required", { ...KEY_TEXT, values: ["x=y"] }, ["p=aaa", "p=bbb"]],
    [false, "two are required", { ...KEY_TEXT, values: ["p=aaa", "p=bbb"] }, ["p=aaa", "p=bbb"]],
    [false, "no text is required", { ...KEY_TEXT, type: "MX" }, ["p=aaa", "p=bbb"]],
  ])("%s: %s", (expected, _, record, values) => {
    const context = contextWith(record, held(...values));
    expect(hasSeveralKeys(examinedIn(context))).toBe(expected);
    expect(severalKeys(examinedIn(context), context)?.code).toBe(expected ? "RECORD_DUPLICATED" : undefined);
  });
});

describe("an SPF record lacks required terms", () => {
  const detect = (answer: DnsAnswer, record: ExpectedRecord = SPF) => {
    const context = contextWith(record, answer);
    return spfLacksTerms(examinedIn(context), context);
  };

  it("which are added", () => {
    const line = "v=spf1 include:x.example -all";
    expect(detect(held("a=b", line))).toEqual(
      blockingOn(SPF, "VALUE_WRONG", {
        seen: [line],
        cause: { key: "finding.value-spf-terms", values: { name: `bounce.${D}` } },
        edits: [replaced(SPF, [line, "v=spf1 include:amazonses.com include:x.example ~all"])],
        evidence: [evidenceOf(SPF, shows("a=b", line))],
      }),
    );
  });

  it("or replace a record that cannot hold them", () => {
    const line = `v=spf1 include:${"x".repeat(60)}.${"y".repeat(60)}.${"z".repeat(60)}.${"w".repeat(40)}.example ~all`;
    expect(detect(held(line))?.edits).toEqual([replaced(SPF, [line, SPF.values[0]])]);
  });

  it.each<[string, DnsAnswer, ExpectedRecord]>([
    ["there is none", ABSENT, SPF],
    ["there are only other texts", held("a=b"), SPF],
    ["there are two", held("v=spf1 -all", "v=spf1 ~all"), SPF],
    ["another text is required", held("v=spf1 -all"), { ...SPF, values: ["a=b"] }],
    ["no text is required", held("v=spf1 -all"), { ...FEEDBACK, values: SPF.values }],
  ])("but not if %s", (_, answer, record) => {
    expect(detect(answer, record)).toBeUndefined();
  });

  it("of the record that it concerns", () => {
    expect(detect(held("v=spf1 -all"))?.records).toEqual([concerned(SPF)]);
  });
});
