import { isRightRecord } from "#core/dns/record-state";
import { isSpf } from "#core/dns/spf-record";
import type { MisconfigurationSign } from "#core/policies/spf/misconfiguration-signs";
import type { SpfReason } from "#core/policies/spf/spf-result";
import type { SpfVerdict } from "#core/policies/spf/spf-verdict";
import type { Edit } from "#core/records/correction";
import { addition, keeping, removal, replacement } from "../model/corrections.ts";
import type { RecordDetector } from "../model/detector.ts";
import type { DiagnosisContext, ExaminedRecord } from "../model/diagnosis-context.ts";
import { type Finding, type FindingDetails, onRecord } from "../model/finding.ts";
import { isIntendedValue } from "../model/is-intended-value.ts";
import { oddCharacters, plainText } from "../model/odd-characters.ts";
import { quoted, shown } from "../model/quoted-values.ts";
import { otherSenders, withAmazon, withoutFaults, withoutPassAll } from "../model/spf-line.ts";
import { MAIL_FROM_CAUSES } from "../sentences/mail-from.ts";

/** RFC 7208 §4.6.4. */
const MOST_LOOK_UPS = 10;

/** Finds more than one SPF record: one stays, and lines for other senders are not mixed into it. */
export const severalSpf: RecordDetector = (examined, context) => {
  const { seen } = examined;
  if (examined.record.type !== "TXT" || seen.length < 2 || !seen.every(isSpf)) return undefined;
  const isOfOthers = seen.some((line) => otherSenders(line).length > 0);
  return onRecord("SPF_SEVERAL", examined, context, {
    cause: MAIL_FROM_CAUSES.severalSpf(examined),
    edits: oneLineAlone(examined, context),
    ...(isOfOthers && examined.record.purpose === "mail-from-spf" ? { otherwise: "another-mail-from" } : {}),
  });
};

/** Keeps the first line that is right as it is; where none is, the first becomes the required one. */
function oneLineAlone(examined: ExaminedRecord, context: DiagnosisContext): readonly Edit[] {
  const { record, seen } = examined;
  const because = "only one SPF line may be there";
  const line = (value: string) => ({ name: record.name, type: "TXT", value });
  const right = seen.find((value) => isRightRecord(record, [value]));
  const first = right ?? seen[0] ?? "";
  return [
    right === undefined
      ? replacement(line(first), record.values[0] ?? "", context, because)
      : keeping(line(right), context, "it lets Amazon SES send"),
    ...seen.filter((value) => value !== first).map((value) => removal(line(value), context, because)),
  ];
}

/** Finds text that was meant to be SPF. */
export const notRecognised: RecordDetector = (examined, context) => {
  const { name } = examined.record;
  const meant = context.seen
    .values(name, "TXT")
    .filter((one) => !isSpf(one) && /amazonses\.com/i.test(one) && !/feedback-smtp/i.test(one));
  const [text] = [...(context.spf?.nearly ?? []), ...meant];
  if (examined.state !== "missing" || text === undefined) return undefined;
  const odd = oddCharacters(text);
  const why = odd.length > 0 ? `it has ${odd.join(" and ")} in it` : "it does not begin with “v=spf1 ”";
  const plain = plainText(text);
  const line = isSpf(plain) ? withAmazon(withoutFaults(plain)) : undefined;
  return onRecord("SPF_NOT_RECOGNISED", examined, context, {
    cause: MAIL_FROM_CAUSES.spfNotRecognised(examined, why),
    edits: [
      replacement(
        { name, type: "TXT", value: text },
        line ?? examined.record.values[0] ?? "",
        context,
        "receivers skip it as it is",
      ),
    ],
    seen: [text],
  });
};

/** Finds the SPF line as a record of type 99, which receivers no longer ask for (RFC 7208 §3.1). */
export const spfAsOldType: RecordDetector = (examined, context) => {
  const { name } = examined.record;
  const lines = context.seen.values(name, "SPF");
  if (examined.state !== "missing" || lines.length === 0) return undefined;
  return onRecord("SPF_AS_OLD_TYPE", examined, context, {
    cause: MAIL_FROM_CAUSES.spfAsOldType(examined),
    edits: [
      ...lines.map((value) => removal({ name, type: "SPF", value }, context, "receivers do not ask for it")),
      ...addition(examined, "receivers read the SPF line of a TXT record only"),
    ],
    seen: lines,
    shownBy: [
      { name, type: "TXT" },
      { name, type: "SPF" },
    ],
  });
};

/** Finds the SPF record at the domain instead of the MAIL FROM name. */
export const spfAtDomain: RecordDetector = (examined, context) => {
  const { subject, registrable, seen } = context;
  const at = [subject.domain, registrable].find((root) =>
    seen.values(root, "TXT").some((text) => isIntendedValue(examined.record, text)),
  );
  if (examined.state !== "missing" || at === undefined) return undefined;
  return onRecord("SPF_AT_DOMAIN", examined, context, {
    cause: MAIL_FROM_CAUSES.spfAtDomain(examined, at),
    edits: addition(examined, "receivers read the SPF line of the MAIL FROM domain"),
    seen: seen
      .values(at, "TXT")
      .filter(isSpf)
      .map((text) => `${at}: ${text}`),
    shownBy: [
      { name: examined.record.name, type: "TXT" },
      { name: at, type: "TXT" },
    ],
  });
};

/** Finds out why the one SPF record does not let Amazon SES pass. */
export const spfDiffers: RecordDetector = (examined, context) => {
  const { spf } = context;
  if (examined.state !== "wrong" || spf === undefined) return undefined;
  const [held = ""] = examined.seen;
  const say = (code: Finding["code"], cause: string, line: string | undefined) =>
    onRecord(code, examined, context, { cause, ...changedLine(examined, held, line, context) });
  const { reason } = spf;
  if (reason?.domain === examined.record.name && reason.code === "syntax-error") {
    const cause = MAIL_FROM_CAUSES.spfSyntax(examined, quoted(reason.error.term));
    return say("SPF_SYNTAX", cause, withAmazon(withoutFaults(held)));
  }
  if (reason?.code === "too-many-lookups") {
    return say("SPF_TOO_MANY_LOOKUPS", MAIL_FROM_CAUSES.spfLookups(examined), undefined);
  }
  if (reason?.code === "too-many-void-lookups") {
    return say("SPF_VOID_LOOKUPS", MAIL_FROM_CAUSES.spfVoid(examined), undefined);
  }
  for (const sign of spf.signs) {
    const found = bySign(sign, examined, held, spf.lookUps);
    if (found !== undefined) return say(found.code, found.cause, found.line);
  }
  return say("SPF_FAILS", MAIL_FROM_CAUSES.spfFails(examined, why(spf)), undefined);
};

/** Changes the line; where it cannot be kept, other senders in it need the name left to them. */
function changedLine(
  { record }: ExaminedRecord,
  held: string,
  line: string | undefined,
  context: DiagnosisContext,
): Pick<FindingDetails, "edits" | "otherwise"> {
  const from = { name: record.name, type: "TXT", value: held };
  const value = line ?? record.values[0] ?? "";
  const edits = [replacement(from, value, context, "it must let Amazon SES send")];
  const isLost = line === undefined && otherSenders(held).length > 0;
  return isLost ? { edits, otherwise: "another-mail-from" } : { edits };
}

function bySign(
  sign: MisconfigurationSign,
  examined: ExaminedRecord,
  held: string,
  lookUps: number,
): { code: Finding["code"]; cause: string; line: string | undefined } | undefined {
  // RFC 7208 §4.6.4: one include more must still be within ten look-ups.
  const line = lookUps < MOST_LOOK_UPS ? withAmazon(held) : undefined;
  switch (sign.code) {
    case "similar-include":
    case "equals-sign":
      return {
        code: "SPF_INCLUDE_MISTYPED",
        cause: MAIL_FROM_CAUSES.spfIncludeMistyped(examined, sign.term),
        line: withAmazon(held, [sign.term]),
      };
    case "all-before-include":
      return { code: "SPF_INCLUDE_AFTER_ALL", cause: MAIL_FROM_CAUSES.spfAfterAll(examined), line };
    case "include-not-pass": {
      const cause = MAIL_FROM_CAUSES.spfQualified(examined, sign.term.slice(0, 1));
      return { code: "SPF_INCLUDE_QUALIFIED", cause, line: withAmazon(held) };
    }
    case "no-include":
    case "copied-ip-range":
      return { code: "SPF_WITHOUT_AMAZON", cause: MAIL_FROM_CAUSES.spfWithoutAmazon(examined), line };
    default:
      return undefined;
  }
}

/** Warns of a right SPF record that is right by luck or lets others pass; one line corrects all of it. */
export function spfWarnings(examined: ExaminedRecord, context: DiagnosisContext): readonly Finding[] {
  if (examined.state !== "right" || examined.record.purpose !== "mail-from-spf") return [];
  const [held = ""] = examined.seen;
  const signs = context.spf?.signs ?? [];
  const line = signs.reduce<string | undefined>(
    (corrected, sign) => (corrected === undefined ? undefined : withoutSign(corrected, sign)),
    held,
  );
  return signs.flatMap((sign) => {
    const warning = warningOf(sign, examined);
    if (warning === undefined) return [];
    const details = { cause: warning.cause, ...changedLine(examined, held, line, context) };
    return [onRecord(warning.code, examined, context, details)];
  });
}

/** The line without what the sign shows; `undefined` where only the required line alone is safe. */
function withoutSign(line: string, sign: MisconfigurationSign): string | undefined {
  switch (sign.code) {
    case "plus-all":
      return withoutPassAll(line);
    case "copied-ip-range":
      return withAmazon(line, sign.terms);
    case "error-later":
      return undefined;
    default:
      return line;
  }
}

function warningOf(
  sign: MisconfigurationSign,
  examined: ExaminedRecord,
): { code: Finding["code"]; cause: string } | undefined {
  switch (sign.code) {
    case "plus-all":
      return { code: "SPF_PASSES_ALL", cause: MAIL_FROM_CAUSES.spfPassesAll(examined) };
    case "copied-ip-range":
      return { code: "SPF_COPIED_RANGE", cause: MAIL_FROM_CAUSES.spfCopiedRange(examined) };
    case "error-later": {
      const cause = MAIL_FROM_CAUSES.spfEndsInError(examined, reasonText(sign.reason));
      return { code: "SPF_ENDS_IN_ERROR", cause };
    }
    default:
      return undefined;
  }
}

function why({ reason }: SpfVerdict): string {
  return reason === undefined ? "some of its addresses do not match" : reasonText(reason);
}

function reasonText(reason: SpfReason): string {
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
