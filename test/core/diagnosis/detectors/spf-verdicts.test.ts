import { describe, expect, it } from "vitest";
import { spfDiffers, spfWarnings } from "#core/diagnosis/detectors/spf";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import type { MisconfigurationSign } from "#core/policies/spf/misconfiguration-signs";
import type { SpfReason } from "#core/policies/spf/spf-result";
import type { SpfVerdict } from "#core/policies/spf/spf-verdict";
import { ABSENT, held } from "../observed.ts";
import { changedText } from "./dmarc-context.ts";
import {
  cachedFor,
  concerned,
  contextOf,
  evidenceOf,
  examinedIn,
  SPF,
  seenAt,
  shows,
} from "./observed-context.ts";

const [REQUIRED = ""] = SPF.values;
const MX = "v=spf1 mx -all";
const BOTH = "v=spf1 include:amazonses.com mx -all";
const name = SPF.name;
const cause = (key: string, values: object = {}) => ({ key: `finding.${key}`, values: { name, ...values } });
const verdict = (more: Partial<SpfVerdict>): SpfVerdict => ({
  state: "wrong",
  records: [],
  nearly: [],
  results: [],
  lookUps: 0,
  voidLookUps: 0,
  signs: [],
  ...more,
});
const contextWith = (text: string, more: Partial<SpfVerdict>, record: ExpectedRecord = SPF) => ({
  ...contextOf([record], [seenAt(record, held(text))]),
  spf: verdict(more),
});
const differs = (text: string, more: Partial<SpfVerdict> = {}) => {
  const context = contextWith(text, more);
  return spfDiffers(examinedIn(context), context);
};
const briefOf = (text: string, more: Partial<SpfVerdict>) => {
  const found = differs(text, more);
  return [found?.code, found?.cause, found?.edits[0]?.value, found?.otherwise];
};
const syntax = (domain: string): SpfReason => ({
  domain,
  code: "syntax-error",
  error: { kind: "syntax-error", because: "unknown-mechanism", term: "x:y" },
});

describe("an SPF record that does not let SES send", () => {
  it("has a term that voids it", () => {
    const text = "v=spf1 mx x:y -all";
    expect(differs(text, { reason: syntax(name) })).toEqual({
      code: "SPF_SYNTAX",
      severity: "blocking",
      record: concerned(SPF),
      records: [concerned(SPF)],
      seen: [text],
      expected: SPF.values,
      cause: cause("spf-syntax", { term: "x:y" }),
      details: [],
      notes: [],
      actor: "dns-administrator",
      edits: [changedText(name, text, BOTH, "must-let-ses-send")],
      after: cachedFor(300),
      evidence: [evidenceOf(SPF, shows(text))],
    });
  });

  it("fails for an error in another record, or at another name", () => {
    expect(differs(MX, { reason: syntax("other.example") })).toMatchObject({
      code: "SPF_FAILS",
      cause: cause("spf-fails"),
      details: [{ key: "finding.spf-reason.syntax", values: { term: "x:y", domain: "other.example" } }],
      edits: [changedText(name, MX, REQUIRED, "must-let-ses-send")],
      otherwise: "another-mail-from",
    });
    expect(differs(MX, { reason: { domain: name, code: "no-record" } })?.code).toBe("SPF_FAILS");
  });

  it("fails for no error, as the addresses differ", () => {
    expect(differs("v=spf1 -all")).toMatchObject({
      code: "SPF_FAILS",
      details: [{ key: "finding.spf-reason.addresses", values: {} }],
    });
    expect(differs("v=spf1 -all")?.otherwise).toBeUndefined();
  });

  it.each<[SpfReason["code"], string, object]>([
    ["too-many-lookups", "SPF_TOO_MANY_LOOKUPS", cause("spf-too-many-lookups")],
    ["too-many-void-lookups", "SPF_VOID_LOOKUPS", cause("spf-void-lookups")],
  ])("%s: its other senders need another name", (code, finding, why) => {
    const reason = { domain: "x.example", code, term: "mx" } as SpfReason;
    const signs: readonly MisconfigurationSign[] = [{ code: "no-include" }];
    expect(briefOf(MX, { reason, signs })).toEqual([finding, why, REQUIRED, "another-mail-from"]);
    expect(briefOf("v=spf1 -all", { reason })).toEqual([finding, why, REQUIRED, undefined]);
  });

  it("is only told of a wrong one whose evaluation is known", () => {
    const { spf: _, ...unknown } = contextWith(MX, {});
    expect(spfDiffers(examinedIn(unknown), unknown)).toBeUndefined();
    expect(differs(REQUIRED)).toBeUndefined();
    const none = { ...contextOf([SPF], [seenAt(SPF, ABSENT)]), spf: verdict({}) };
    expect(spfDiffers(examinedIn(none), none)).toBeUndefined();
  });
});

describe("a sign of a mistake in an SPF record", () => {
  const mistyped = "v=spf1 include:amazonaws.com mx -all";
  const networks = { code: "copied-ip-range", terms: ["ip4:192.0.2.0/24"] } as const;
  it.each<[MisconfigurationSign, string, string, object, string]>([
    [
      { code: "similar-include", term: "include:amazonaws.com" },
      mistyped,
      "SPF_INCLUDE_MISTYPED",
      cause("spf-include-mistyped", { term: "include:amazonaws.com" }),
      BOTH,
    ],
    [
      { code: "equals-sign", term: "include=amazonses.com" },
      "v=spf1 include=amazonses.com mx -all",
      "SPF_INCLUDE_MISTYPED",
      cause("spf-include-mistyped", { term: "include=amazonses.com" }),
      BOTH,
    ],
    [
      { code: "all-before-include", term: "-all" },
      "v=spf1 mx -all include:amazonses.com",
      "SPF_INCLUDE_AFTER_ALL",
      cause("spf-include-after-all"),
      BOTH,
    ],
    [
      { code: "include-not-pass", term: "?include:amazonses.com" },
      "v=spf1 mx ?include:amazonses.com -all",
      "SPF_INCLUDE_QUALIFIED",
      cause("spf-include-qualified", { sign: "?" }),
      BOTH,
    ],
    [{ code: "no-include" }, MX, "SPF_WITHOUT_AMAZON", cause("spf-without-amazon"), BOTH],
    [networks, MX, "SPF_WITHOUT_AMAZON", cause("spf-without-amazon"), BOTH],
  ])("%o", (sign, text, code, why, value) => {
    expect(briefOf(text, { signs: [sign] })).toEqual([code, why, value, undefined]);
  });

  it.each<[MisconfigurationSign["code"], boolean]>([
    ["no-include", false],
    ["copied-ip-range", false],
    ["all-before-include", false],
    ["include-not-pass", true],
    ["similar-include", true],
    ["equals-sign", true],
  ])("%s: an include is kept or added within ten look-ups", (code, isThere) => {
    const sign = { code, term: "mx:x.example", terms: [] } as MisconfigurationSign;
    const values = [9, 10].map((lookUps) => briefOf(MX, { signs: [sign], lookUps }).slice(2));
    expect(values).toEqual([
      [BOTH, undefined],
      isThere ? [BOTH, undefined] : [REQUIRED, "another-mail-from"],
    ]);
  });

  it("explains nothing, if it does not concern the include", () => {
    const [ptr, redirect]: readonly MisconfigurationSign[] = [
      { code: "ptr", term: "ptr" },
      { code: "redirect-ignored", term: "redirect=x.example" },
    ];
    const others = [ptr, redirect].flatMap((sign) => sign ?? []);
    expect(briefOf(MX, { signs: others })[0]).toBe("SPF_FAILS");
    expect(briefOf(MX, { signs: [...others, { code: "no-include" }] })[0]).toBe("SPF_WITHOUT_AMAZON");
  });
});

describe("an SPF record that passes", () => {
  const warn = (text: string, signs: readonly MisconfigurationSign[], record = SPF) => {
    const context = contextWith(text, { state: "right", signs }, record);
    return spfWarnings(examinedIn(context), context);
  };
  const briefly = (text: string, ...signs: readonly MisconfigurationSign[]) =>
    warn(text, signs).map((one) => [one.code, one.edits[0]?.value, one.otherwise]);
  const pass = { code: "plus-all", term: "+all" } as const;
  const copied = { code: "copied-ip-range", terms: ["ip4:192.0.2.0/24"] } as const;
  const later = { code: "error-later", reason: { domain: "x.example", code: "no-record" } } as const;

  it("passes all senders", () => {
    const text = "v=spf1 include:amazonses.com +all";
    expect(warn(text, [pass])).toEqual([
      {
        code: "SPF_PASSES_ALL",
        severity: "warning",
        record: concerned(SPF),
        records: [concerned(SPF)],
        seen: [text],
        expected: SPF.values,
        cause: cause("spf-passes-all"),
        details: [],
        notes: [],
        actor: "dns-administrator",
        edits: [changedText(name, text, REQUIRED, "must-let-ses-send")],
        after: cachedFor(300),
        evidence: [evidenceOf(SPF, shows(text))],
      },
    ]);
  });

  it("is corrected once, of all signs", () => {
    const text = "v=spf1 include:amazonses.com ip4:192.0.2.0/24 mx +all";
    const line = "v=spf1 include:amazonses.com mx ~all";
    expect(briefly(text, copied)).toEqual([["SPF_COPIED_RANGE", line, undefined]]);
    expect(briefly(text, pass)).toEqual([["SPF_PASSES_ALL", text.replace("+all", "~all"), undefined]]);
    expect(briefly(text, pass, { code: "ptr", term: "ptr" }, copied)).toEqual([
      ["SPF_PASSES_ALL", line, undefined],
      ["SPF_COPIED_RANGE", line, undefined],
    ]);
    expect(warn(text, [copied])).toMatchObject([{ cause: cause("spf-copied-range"), details: [] }]);
  });

  it.each([
    ["v=spf1 mx include:amazonses.com +all", 10, "v=spf1 mx include:amazonses.com ~all", undefined],
    ["v=spf1 mx +all", 9, "v=spf1 include:amazonses.com mx ~all", undefined],
    ["v=spf1 mx +all", 10, REQUIRED, "another-mail-from"],
    ["v=spf1 mx ?include:amazonses.com all", 9, "v=spf1 include:amazonses.com mx ~all", undefined],
    ["v=spf1 mx +all include:amazonses.com", 1, "v=spf1 include:amazonses.com mx ~all", undefined],
  ])("%s lets SES send without passing all, after %i look-ups", (text, lookUps, value, otherwise) => {
    const context = {
      ...contextOf([SPF], [seenAt(SPF, held(text))]),
      spf: verdict({ signs: [pass], lookUps }),
    };
    const found = spfWarnings({ ...examinedIn(context), state: "right" }, context);
    expect(found.map((one) => [one.edits[0]?.value, one.otherwise])).toEqual([[value, otherwise]]);
  });

  it("is replaced, if it ends in an error", () => {
    expect(warn(BOTH, [later])).toMatchObject([
      {
        code: "SPF_ENDS_IN_ERROR",
        cause: cause("spf-ends-in-error"),
        details: [{ key: "finding.spf-reason.no-line", values: { domain: "x.example" } }],
        edits: [changedText(name, BOTH, REQUIRED, "must-let-ses-send")],
        otherwise: "another-mail-from",
      },
    ]);
    expect(briefly(BOTH, later, pass, copied)).toEqual([
      ["SPF_ENDS_IN_ERROR", REQUIRED, "another-mail-from"],
      ["SPF_PASSES_ALL", REQUIRED, "another-mail-from"],
      ["SPF_COPIED_RANGE", REQUIRED, "another-mail-from"],
    ]);
  });

  it("is not told of a wrong record, of another, or without signs", () => {
    expect(warn(MX, [pass])).toEqual([]);
    expect(warn(REQUIRED, [pass], { ...SPF, purpose: "other" })).toEqual([]);
    expect(warn(REQUIRED, [])).toEqual([]);
    const { spf: _, ...context } = contextWith(REQUIRED, {});
    expect(spfWarnings(examinedIn(context), context)).toEqual([]);
  });
});
