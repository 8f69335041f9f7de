import { describe, expect, it } from "vitest";
import { targetDiffers, valueWrong } from "#core/diagnosis/detectors/values";
import type { ExpectedRecord, Subject } from "#core/diagnosis/model/subject";
import type { DnsAnswer, Observation } from "#core/dns/observation";
import { ABSENT, D, failed, held } from "../observed.ts";
import { contextOf, evidenceOf, examinedIn, FEEDBACK, KEY, SPF, seenAt, shows } from "./observed-context.ts";
import { blockingOn, replaced } from "./whole-finding.ts";

const [TARGET = ""] = KEY.values;
const [HOST = ""] = FEEDBACK.values;
const AT = { type: "CNAME", name: KEY.name };
interface More {
  readonly record?: ExpectedRecord;
  readonly subject?: Partial<Subject>;
  readonly place?: Partial<Observation>;
}
const detect = (values: readonly string[], { record = KEY, subject = {}, place = {} }: More = {}) => {
  const context = contextOf([record], [seenAt(record, held(...values), place)], subject);
  return targetDiffers(examinedIn(context), context);
};
const whole = (value: string, more: object) => ({
  ...blockingOn(KEY, "VALUE_WRONG", {
    seen: [value],
    edits: [replaced(KEY, [value, TARGET])],
    evidence: [evidenceOf(KEY, shows(value))],
  }),
  ...more,
});

describe("a target differs from the required one", () => {
  it("by a domain that a panel appended", () => {
    const value = `${TARGET}.${D}`;
    expect(detect([value])).toEqual(
      whole(value, {
        code: "VALUE_DOMAIN_APPENDED",
        cause: { key: "finding.value-domain-appended", values: { ...AT, added: D } },
        notes: [{ key: "finding.note.end-with-a-dot", values: {} }],
      }),
    );
  });

  it.each([
    ["VALUE_IS_NAME", "finding.value-is-name", KEY.name],
    ["VALUE_AMAZONAWS", "finding.value-amazonaws", "t1.dkim.amazonaws.com"],
    ["VALUE_CUT_OFF", "finding.value-cut-off", "t1.dkim.amazonses"],
    ["VALUE_QUOTED", "finding.value-quoted", `"${TARGET}"`],
    ["VALUE_MISTYPED", "finding.value-mistyped", "t1.dkim.amazonsess.com"],
  ])("%s", (code, key, value) => {
    expect(detect([value])).toEqual(whole(value, { code, cause: { key, values: AT } }));
  });

  it("also that of an MX, which keeps its preference", () => {
    expect(detect([`20 ${HOST}.${D}`], { record: FEEDBACK })).toMatchObject({
      code: "VALUE_DOMAIN_APPENDED",
      cause: { values: { type: "MX", name: FEEDBACK.name, added: D } },
      edits: [
        {
          action: "replace",
          type: "MX",
          name: FEEDBACK.name,
          value: HOST,
          previous: `${HOST}.${D}`,
          priority: 20,
        },
      ],
    });
  });

  it("in letters, but not in letter case or by a final dot", () => {
    const record = { ...KEY, values: [`${TARGET.toUpperCase()}.`] };
    expect(detect([`${TARGET}.${D}.`], { record })?.code).toBe("VALUE_DOMAIN_APPENDED");
    expect(detect(["T1.DKIM.AMAZONSESS.COM."], { record })?.code).toBe("VALUE_MISTYPED");
  });

  it.each<[string, readonly string[], ExpectedRecord]>([
    ["nothing is there", [], KEY],
    ["there are two", [`a.${TARGET}`, `${TARGET}.${D}`], KEY],
    ["two are required", [`10 ${HOST}.${D}`], { ...FEEDBACK, values: [HOST, "mx.x.example"] }],
    ["none is required", [`${TARGET}.${D}`], { ...KEY, values: [] }],
    ["it is a text", ["v=spf1 include:amazonses.com ~al"], SPF],
    ["it is entirely different", ["x.example"], KEY],
  ])("which is not compared if %s", (_, values, record) => {
    expect(detect(values, { record })).toBeUndefined();
  });
});

describe("a panel appends", () => {
  const subject = { domain: `mail.shop.${D}`, mailFrom: `bounce.mail.shop.${D}` };
  it.each([
    ["the zone", "zone.example"],
    ["the identity", subject.domain],
    ["the MAIL FROM domain", subject.mailFrom],
    ["a domain above the identity", `shop.${D}`],
    ["the registrable domain", D],
  ])("%s", (_, added) => {
    expect(detect([`${TARGET}.${added}`], { subject, place: { zone: "zone.example" } })).toMatchObject({
      code: "VALUE_DOMAIN_APPENDED",
      cause: { values: { added } },
    });
  });

  it.each<[boolean, string, string]>([
    [true, "to a value with three wrong letters", "t1.dkim.amazonsexyz.com"],
    [false, "to a value with four wrong letters", "t1.dkim.amazonsewxyz.com"],
    [true, "to the beginning of the value", "t1.dkim.a"],
    [false, "to a short beginning of the value", "t1.dkim"],
    [true, "to the end of the value", "amazonses.com"],
    [false, "to another value", "x.example"],
  ])("%s: %s", (isFound, _, value) => {
    expect(detect([`${value}.${D}`])?.code).toBe(isFound ? "VALUE_DOMAIN_APPENDED" : undefined);
  });

  it("only after a dot, and at the end", () => {
    expect(detect([`${TARGET}x${D}`])).toBeUndefined();
    expect(detect([`${D}.${TARGET}`])).toBeUndefined();
  });

  it("no MAIL FROM domain, if there is none", () => {
    const { name, type } = KEY;
    const context = contextOf([KEY], [seenAt({ ...KEY, name, type }, held(`${TARGET}.bounce.${D}`))]);
    const { mailFrom, ...without } = context.subject;
    expect(mailFrom).toBe(`bounce.${D}`);
    const one = (of: Subject) => targetDiffers(examinedIn(context), { ...context, subject: of })?.cause;
    expect(one(context.subject)).toMatchObject({ values: { added: `bounce.${D}` } });
    expect(one(without)).toBeUndefined();
  });
});

describe("a value is recognised", () => {
  const other = (value: string): More => ({ record: { ...KEY, purpose: "other", values: [value] } });

  it.each<[string | undefined, string, string]>([
    ["VALUE_MISTYPED", "with three wrong letters", "xyz.dkim.amazonses.com"],
    ["VALUE_MISTYPED", "with three letters too many", `xyz${TARGET}`],
    [undefined, "with four letters too many", `wxyz${TARGET}`],
    ["VALUE_CUT_OFF", "by its last eight letters", TARGET.slice(-8)],
    [undefined, "by its last seven letters", TARGET.slice(-7)],
    [undefined, "by letters in between", TARGET.slice(2, 12)],
    ["VALUE_QUOTED", "in an address", `https://${TARGET}/`],
    ["VALUE_QUOTED", "in an address in brackets", `<http://${TARGET}/>;`],
    ["VALUE_QUOTED", "in two kinds of quotation marks", `“'${TARGET}'”`],
    ["VALUE_QUOTED", "in blanks and quotes around an address", `" 'https://${TARGET}' "`],
    [undefined, "as another value in quotes", `"t9.dkim.x.example"`],
  ])("%s %s", (code, _, value) => {
    expect(detect([value])?.code).toBe(code);
  });

  it("by its first eight letters, but not by seven", () => {
    const more = other("t12.dkim.amazonses.com");
    expect(detect(["t12.dkim"], more)?.code).toBe("VALUE_CUT_OFF");
    expect(detect(["t12.dki"], more)).toBeUndefined();
  });

  it("with aws for ses only in Amazon's domain", () => {
    expect(detect(["t1.dkim.fooaws.com"], other("t1.dkim.fooses.com"))?.code).toBe("VALUE_MISTYPED");
    expect(detect(["t1.dkim.amazonaws.com"], other("t9.dkim.amazonses.com"))?.code).toBe("VALUE_MISTYPED");
    expect(detect(["t1.dkim.amazonaws.com"], other("x.example"))).toBeUndefined();
  });
});

describe("a record has another value", () => {
  const of = (answer: DnsAnswer) => {
    const context = contextOf([KEY], [seenAt(KEY, answer)]);
    return valueWrong(examinedIn(context), context);
  };

  it("and is corrected", () => {
    expect(of(held("x.example"))).toEqual(
      whole("x.example", { cause: { key: "finding.value-wrong", values: AT } }),
    );
  });

  it("but not if it is right, missing or unknown", () => {
    expect([held(TARGET), ABSENT, failed()].map(of)).toEqual([undefined, undefined, undefined]);
  });
});
