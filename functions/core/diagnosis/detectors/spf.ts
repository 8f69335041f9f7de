import { isSpf } from "#core/dns/spf-record";
import type { MisconfigurationSign } from "#core/policies/spf/misconfiguration-signs";
import type { SpfReason } from "#core/policies/spf/spf-result";
import type { SpfVerdict } from "#core/policies/spf/spf-verdict";
import type { RecordDetector } from "../model/detector.ts";
import type { DiagnosisContext, ExaminedRecord } from "../model/diagnosis-context.ts";
import { type Finding, onRecord } from "../model/finding.ts";
import { isMeantAs } from "../model/is-meant-as.ts";
import { shown } from "../model/quoted-values.ts";
import { MAIL_FROM_SENTENCES } from "../sentences/mail-from.ts";

/** Finds more than one SPF record. */
export const severalSpf: RecordDetector = (examined, context) =>
  examined.seen.length > 1 && examined.seen.every(isSpf)
    ? onRecord("SPF_SEVERAL", examined, context, {
        fix: MAIL_FROM_SENTENCES.severalSpf(examined, joined(examined.seen)),
      })
    : undefined;

/** Finds text that was meant to be SPF. */
export const notRecognised: RecordDetector = (examined, context) => {
  const meant = context.seen
    .values(examined.record.name, "TXT")
    .filter((one) => !isSpf(one) && /amazonses\.com/i.test(one) && !/feedback-smtp/i.test(one));
  const [text] = [...(context.spf?.nearly ?? []), ...meant];
  if (examined.state !== "missing" || text === undefined) return undefined;
  const fix = MAIL_FROM_SENTENCES.spfNotRecognised(examined, text);
  return onRecord("SPF_NOT_RECOGNISED", examined, context, { seen: [text], fix });
};

/** Finds the SPF record at the domain instead of the MAIL FROM name. */
export const spfAtDomain: RecordDetector = (examined, context) => {
  const { subject, registrable, seen } = context;
  const at = [subject.domain, registrable].find((root) =>
    seen.values(root, "TXT").some((text) => isMeantAs(examined.record, text)),
  );
  if (examined.state !== "missing" || at === undefined) return undefined;
  return onRecord("SPF_AT_DOMAIN", examined, context, {
    seen: seen
      .values(at, "TXT")
      .filter(isSpf)
      .map((text) => `${at}: ${text}`),
    shownBy: [
      { name: examined.record.name, type: "TXT" },
      { name: at, type: "TXT" },
    ],
    fix: MAIL_FROM_SENTENCES.spfAtDomain(examined, at),
  });
};

/** Finds out why the one SPF record does not let Amazon SES pass. */
export const spfDiffers: RecordDetector = (examined, context) => {
  const { spf } = context;
  if (examined.state !== "wrong" || spf === undefined) return undefined;
  const say = (code: Finding["code"], fix: string) => onRecord(code, examined, context, { fix });
  const merged = joined(examined.seen);
  const { reason } = spf;
  if (reason?.domain === examined.record.name && reason.code === "syntax-error") {
    return say("SPF_SYNTAX", MAIL_FROM_SENTENCES.spfSyntax(examined, `“${shown(reason.error.term)}”`));
  }
  if (reason?.code === "too-many-lookups")
    return say("SPF_TOO_MANY_LOOKUPS", MAIL_FROM_SENTENCES.spfLookups(examined));
  if (reason?.code === "too-many-void-lookups")
    return say("SPF_VOID_LOOKUPS", MAIL_FROM_SENTENCES.spfVoid(examined));
  for (const tell of spf.signs) {
    const found = byTell(tell, examined, merged);
    if (found !== undefined) return say(found.code, found.fix);
  }
  return say("SPF_FAILS", MAIL_FROM_SENTENCES.spfFails(examined, why(spf)));
};

function byTell(
  tell: MisconfigurationSign,
  examined: ExaminedRecord,
  merged: string,
): Pick<Finding, "code" | "fix"> | undefined {
  switch (tell.code) {
    case "similar-include":
    case "equals-sign":
      return {
        code: "SPF_INCLUDE_MISTYPED",
        fix: MAIL_FROM_SENTENCES.spfIncludeMistyped(
          examined,
          tell.term,
          joined([without(examined.seen[0] ?? "", tell.term)]),
        ),
      };
    case "all-before-include":
      return { code: "SPF_INCLUDE_AFTER_ALL", fix: MAIL_FROM_SENTENCES.spfAfterAll(examined, merged) };
    case "include-not-pass": {
      const fix = MAIL_FROM_SENTENCES.spfQualified(examined, tell.term.slice(0, 1), merged);
      return { code: "SPF_INCLUDE_QUALIFIED", fix };
    }
    case "no-include":
    case "copied-ip-range":
      return { code: "SPF_WITHOUT_AMAZON", fix: MAIL_FROM_SENTENCES.spfWithoutAmazon(examined, merged) };
    default:
      return undefined;
  }
}

/** Warns of a right SPF record that is right by luck or lets others pass. */
export function spfWarnings(examined: ExaminedRecord, context: DiagnosisContext): readonly Finding[] {
  if (examined.state !== "right" || examined.record.purpose !== "mail-from-spf") return [];
  return (context.spf?.signs ?? []).flatMap((tell): Finding[] => {
    switch (tell.code) {
      case "plus-all":
        return [
          onRecord("SPF_PASSES_ALL", examined, context, { fix: MAIL_FROM_SENTENCES.spfPassesAll(examined) }),
        ];
      case "copied-ip-range":
        return [
          onRecord("SPF_COPIED_RANGE", examined, context, {
            fix: MAIL_FROM_SENTENCES.spfCopiedRange(examined),
          }),
        ];
      case "error-later":
        return [
          onRecord("SPF_ENDS_IN_ERROR", examined, context, {
            fix: MAIL_FROM_SENTENCES.spfEndsInError(examined, reasonWords(tell.reason)),
          }),
        ];
      default:
        return [];
    }
  });
}

/** One SPF record that says what several say, and lets Amazon SES pass. */
function joined(records: readonly string[]): string {
  const terms = records.flatMap((record) => record.split(" ").slice(1)).filter((term) => term !== "");
  const all = terms.find((term) => /^[~-]all$/i.test(term)) ?? "~all";
  const others = terms.filter(
    (term) => !/^[+~?-]?all$/i.test(term) && !/^[+~?-]?include:amazonses\.com$/i.test(term),
  );
  return ["v=spf1", "include:amazonses.com", ...new Set(others), all].join(" ");
}

function without(record: string, term: string): string {
  return record
    .split(" ")
    .filter((one) => one !== term)
    .join(" ");
}

function why({ reason }: SpfVerdict): string {
  return reason === undefined ? "some of its addresses do not match" : reasonWords(reason);
}

function reasonWords(reason: SpfReason): string {
  switch (reason.code) {
    case "too-many-lookups":
      return "it needs more than ten look-ups";
    case "too-many-void-lookups":
      return "it asks for names that do not exist";
    case "too-many-mx-names":
      return "an “mx” in it leads to too many names";
    case "leads-nowhere":
      return `“${shown(reason.term)}” leads to a name without an SPF line`;
    case "two-records":
      return `${shown(reason.domain)} has two SPF lines`;
    case "syntax-error":
      return `“${shown(reason.error.term)}” in the SPF line of ${shown(reason.domain)} is not valid`;
    case "no-answer":
      return `${shown(reason.asked)} did not answer`;
    default:
      return `${shown(reason.domain)} has no SPF line`;
  }
}
