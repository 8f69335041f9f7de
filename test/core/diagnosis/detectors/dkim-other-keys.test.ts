import { describe, expect, it } from "vitest";
import { indirect, otherKey } from "#core/diagnosis/detectors/dkim";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import type { Observation } from "#core/dns/observation";
import { ABSENT, held, observed } from "../observed.ts";
import { contextOf, evidenceOf, examinedIn, KEY, KEY2, seenAt, shows } from "./observed-context.ts";
import { blockingOn, replaced } from "./whole-finding.ts";

const [TARGET = ""] = KEY.values;
const TOKEN = "abcdefghijklmnop";
const LONG: ExpectedRecord = { ...KEY, values: [`${TOKEN}.dkim.amazonses.com`] };
const detect = (
  record: ExpectedRecord,
  values: readonly string[],
  others: readonly ExpectedRecord[] = [],
) => {
  const known = [seenAt(record, held(...values)), ...others.map((other) => seenAt(other, ABSENT))];
  const context = contextOf([record, ...others], known);
  return otherKey(examinedIn(context), context);
};
const whole = (
  record: ExpectedRecord,
  value: string,
  more: { code: string; key: string; other?: string },
) => {
  const { name } = record;
  const values = more.other === undefined ? { name } : { name, other: more.other };
  return {
    ...blockingOn(record, "VALUE_WRONG", {}),
    code: more.code,
    seen: [value],
    cause: { key: more.key, values },
    edits: [replaced(record, [value, record.values[0]])],
    evidence: [evidenceOf(record, shows(value))],
  };
};

describe("a CNAME leads to another key of Amazon", () => {
  it("that of another name", () => {
    const [value = ""] = KEY2.values;
    expect(detect(KEY, [value], [KEY2])).toEqual(
      whole(KEY, value, {
        code: "DKIM_VALUES_SWAPPED",
        key: "finding.dkim-values-swapped",
        other: KEY2.name,
      }),
    );
  });

  it("that of another domain, or an earlier one", () => {
    const value = "t9.dkim.amazonses.com";
    expect(detect(KEY, [value], [KEY2])).toEqual(
      whole(KEY, value, { code: "DKIM_OLD_TOKEN", key: "finding.dkim-old-token" }),
    );
  });

  it.each([
    ["of a Region", KEY, "t1.dkim.eu-west-1.amazonses.com"],
    ["of a Region, with a long token", LONG, `${TOKEN}.dkim.eu-west-1.amazonses.com`],
  ])("the same in the zone %s", (_, record, value) => {
    expect(detect(record, [value])).toEqual(
      whole(record, value, {
        code: "DKIM_OTHER_SIGNING_ZONE",
        key: "finding.dkim-other-signing-zone",
      }),
    );
  });

  it.each([
    ["another name is not Amazon's", ["x.example"]],
    ["nothing is at the name", []],
    ["there are two", [`t8.dkim.amazonses.com`, `t9.dkim.amazonses.com`]],
    ["another name of Amazon is not a key", ["feedback-smtp.eu-west-1.amazonses.com"]],
    ["two labels are more than a Region", ["t9.dkim.eu.west.amazonses.com"]],
    ["a name below a key is none", ["x.t9.dkim.amazonses.com"]],
    ["a name below another is none", ["t9.dkim.amazonses.com.stones.example"]],
  ])("but not if %s", (_, values) => {
    expect(detect(KEY, values)).toBeUndefined();
  });

  it("but the value of a record that is no key is not swapped", () => {
    const other: ExpectedRecord = { ...KEY2, purpose: "other" };
    expect(detect(KEY, KEY2.values, [other])?.code).toBe("DKIM_OLD_TOKEN");
    expect(detect(KEY, ["x.example"], [{ ...other, values: ["x.example"] }])).toBeUndefined();
  });

  it("and a record without a value has no token to compare", () => {
    expect(detect({ ...KEY, values: [] }, ["t9.dkim.amazonses.com"])?.code).toBe("DKIM_OLD_TOKEN");
  });
});

describe("a token with a typing error is not another key", () => {
  it.each<[boolean, string, string]>([
    [true, "three letters differ", "abcdefghijklmxyz"],
    [false, "four letters differ", "abcdefghijklwxyz"],
    [true, "one letter is too many", `x${TOKEN}`],
    [true, "three letters lack at the end", TOKEN.slice(0, -3)],
    [true, "half of it is there", TOKEN.slice(0, 8)],
    [true, "more than half of it is there", TOKEN.slice(0, 9)],
    [false, "less than half of it is there", TOKEN.slice(0, 7)],
    [false, "only its end is there", TOKEN.slice(-8)],
    [false, "it has nothing in common", "qrstuvwxqrstuvwx"],
    [false, "it begins like it and has other letters", `${TOKEN.slice(0, 8)}xxxxxxxx`],
  ])("%s: %s", (isSlip, _, token) => {
    expect(detect(LONG, [`${token}.dkim.amazonses.com`])?.code).toBe(isSlip ? undefined : "DKIM_OLD_TOKEN");
  });

  it("but short tokens are not compared", () => {
    const short = { ...KEY, values: [`${TOKEN.slice(1)}.dkim.amazonses.com`] };
    expect(detect(short, [`x${TOKEN.slice(2)}.dkim.amazonses.com`])?.code).toBe("DKIM_OLD_TOKEN");
    expect(detect(short, [`${TOKEN.slice(1, 11)}.dkim.amazonses.com`])?.code).toBe("DKIM_OLD_TOKEN");
  });
});

describe("a CNAME leads to the key through another", () => {
  const VIA = "key.x.example";
  const reached = (aliases: readonly string[], own: Observation = seenAt(KEY, held(VIA))) => {
    const context = contextOf([KEY], [own, observed(KEY.name, "TXT", held("p=abc"), { aliases })]);
    return indirect(examinedIn(context), context);
  };

  it("and is replaced", () => {
    expect(reached([VIA, TARGET])).toEqual(
      blockingOn(KEY, "CNAME_INDIRECT", {
        seen: [VIA],
        cause: { key: "finding.cname-indirect", values: { name: KEY.name, by: VIA } },
        edits: [replaced(KEY, [VIA, TARGET])],
        evidence: [evidenceOf(KEY, shows(VIA))],
      }),
    );
  });

  it.each<[boolean, readonly string[]]>([
    [true, [VIA, "y.example", TARGET]],
    [true, [VIA, TARGET, "y.example"]],
    [false, [VIA, "y.example"]],
    [false, [VIA]],
    [false, [TARGET]],
    [false, [TARGET, VIA]],
    [false, []],
  ])("%s: %j", (expected, aliases) => {
    expect(reached(aliases)?.code).toBe(expected ? "CNAME_INDIRECT" : undefined);
  });

  it("but not if the record is not wrong", () => {
    expect(reached([VIA, TARGET], seenAt(KEY, held(TARGET)))).toBeUndefined();
    expect(reached([VIA, TARGET], seenAt(KEY, ABSENT))).toBeUndefined();
  });

  it("but not if nothing else was asked for", () => {
    const context = contextOf([KEY], [seenAt(KEY, held(VIA))]);
    expect(indirect(examinedIn(context), context)).toBeUndefined();
  });
});
