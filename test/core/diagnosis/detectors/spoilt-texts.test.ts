import { describe, expect, it } from "vitest";
import { textDiffers } from "#core/diagnosis/detectors/other-records";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import type { DnsAnswer } from "#core/dns/observation";
import { ABSENT, failed, held } from "../observed.ts";
import { contextOf, evidenceOf, examinedIn, FEEDBACK, KEY, SPF, seenAt, shows } from "./observed-context.ts";
import { blockingOn, replaced } from "./whole-finding.ts";

const WANTED = "v=DKIM1; k=rsa; p=abcdefghijklmn";
const TEXT: ExpectedRecord = { ...KEY, type: "TXT", values: [WANTED] };
const TOKEN: ExpectedRecord = { ...TEXT, purpose: "other", values: ["verification=abcdefghijklmn"] };
const AT = { type: "TXT", name: KEY.name };
const detect = (answer: DnsAnswer, record: ExpectedRecord = TEXT) => {
  const context = contextOf([record], [seenAt(record, answer)]);
  return textDiffers(examinedIn(context), context);
};

describe("a text is there in another form", () => {
  it.each<[string, string, object, string, string?]>([
    ["with quotes", "VALUE_QUOTED", { key: "finding.value-quotes-inside", values: AT }, `"${WANTED}"`],
    [
      "in capitals",
      "VALUE_MISTYPED",
      { key: "finding.value-blanks-or-capitals", values: AT },
      WANTED.toUpperCase(),
    ],
    [
      "with odd characters",
      "VALUE_MISTYPED",
      {
        key: "finding.value-odd-characters",
        values: { ...AT, characters: ["U+200B ZERO WIDTH SPACE"] },
      },
      `${WANTED}\u200b`,
      `${WANTED}[ZERO WIDTH SPACE]`,
    ],
    ["cut off", "VALUE_CUT_OFF", { key: "finding.value-cut-off", values: AT }, WANTED.slice(0, 24)],
    ["with another key", "VALUE_WRONG", { key: "finding.value-wrong", values: AT }, "v=DKIM1; p=zzz"],
  ])("%s: %s", (_, code, cause, value, seen = value) => {
    expect(detect(held("a=b", value, "z=y"))).toEqual({
      ...blockingOn(TEXT, "VALUE_WRONG", {
        seen: [seen],
        cause,
        edits: [replaced(TEXT, [value, WANTED])],
        evidence: [evidenceOf(TEXT, shows("a=b", seen, "z=y"))],
      }),
      code,
    });
  });

  it.each([
    ["VALUE_QUOTED", "“x”", `“${WANTED}”`],
    ["VALUE_QUOTED", "'x'", `'${WANTED}'`],
    ["VALUE_QUOTED", "\\", WANTED.replaceAll(";", "\\;")],
    ["VALUE_QUOTED", "quotes in capitals", `"${WANTED.toUpperCase()}"`],
    ["VALUE_MISTYPED", "no blanks", WANTED.replaceAll(" ", "")],
    ["VALUE_MISTYPED", "more blanks", WANTED.replaceAll(" ", "\t  ")],
  ])("%s: %s", (code, _, value) => {
    expect(detect(held(value))?.code).toBe(code);
  });

  it("the first of several is corrected, rather a spoilt one than a part, and a part than another key", () => {
    const [spoilt, part, other] = [`'${WANTED}'`, WANTED.slice(0, 25), "p=zzz"];
    expect(detect(held(other, part, spoilt))).toMatchObject({ code: "VALUE_QUOTED", seen: [spoilt] });
    expect(detect(held(other, part))).toMatchObject({ code: "VALUE_CUT_OFF", seen: [part] });
    expect(detect(held("p=yyy", other))).toMatchObject({ code: "VALUE_WRONG", seen: ["p=yyy"] });
  });

  it.each<[string | undefined, string, string]>([
    ["VALUE_CUT_OFF", "its first 24 characters", "verification=abcdefghijk"],
    [undefined, "its first 23 characters", "verification=abcdefghij"],
    ["VALUE_CUT_OFF", "its beginning with a quote", `"verification=abcdefghij`],
    [undefined, "its end", "erification=abcdefghijklmn"],
    [undefined, "its beginning and more", "verification=abcdefghijkxyz"],
    [undefined, "a key where no key is required", "p=abc"],
  ])("%s: %s", (code, _, value) => {
    expect(detect(held(value), TOKEN)?.code).toBe(code);
  });
});

describe("a text is not compared", () => {
  it.each<[string, DnsAnswer, ExpectedRecord]>([
    ["if there is none", ABSENT, TEXT],
    ["if it is unknown", failed(), TEXT],
    ["if only others are there", held("a=b", "c=d"), TEXT],
    ["if several are required", held(`"${WANTED}"`), { ...TEXT, values: [WANTED, "a=b"] }],
    ["if it is an SPF record", held(`"${SPF.values.join("")}"`), SPF],
    ["if it is an MX", held("mx.x.example"), { ...FEEDBACK, values: ["mx.x.example"] }],
  ])("%s", (_, answer, record) => {
    expect(detect(answer, record)).toBeUndefined();
  });

  it("with a text of another type at an MX", () => {
    const record: ExpectedRecord = { ...FEEDBACK, values: [WANTED] };
    const context = contextOf(
      [record],
      [seenAt(record, ABSENT), seenAt({ ...record, type: "TXT" }, held(`"${WANTED}"`))],
    );
    expect(textDiffers(examinedIn(context), context)).toBeUndefined();
  });
});
