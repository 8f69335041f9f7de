import { isRightRecord } from "#core/dns/record-state";
import { isSpf, spfIncludes } from "#core/dns/spf-record";
import { oddCharacters, plainText } from "#core/names/odd-characters";
import type { MisconfigurationSign } from "#core/policies/spf/misconfiguration-signs";
import type { Edit } from "#core/records/correction";
import type { Text } from "#core/words/texts";
import { addition, keeping, removal, replacement } from "../model/corrections.ts";
import type { RecordDetector } from "../model/detector.ts";
import type { DiagnosisContext, ExaminedRecord } from "../model/diagnosis-context.ts";
import { type Finding, type FindingDetails, onRecord } from "../model/finding.ts";
import { isIntendedValue } from "../model/is-intended-value.ts";
import { otherSenders, withAmazon, withoutFaults, withoutPassAll } from "../model/spf-line.ts";
import { SPF_CAUSES, spfReason } from "../sentences/mail-from.ts";

/** RFC 7208 §4.6.4 allows ten look-ups. */
const MOST_LOOK_UPS = 10;

/** Finds several SPF records. One stays, and terms for other senders are not merged into it. */
export const severalSpf: RecordDetector = (examined, context) => {
  const { seen } = examined;
  if (examined.record.type !== "TXT" || seen.length < 2 || !seen.every(isSpf)) return undefined;
  const isOfOthers = seen.some((line) => otherSenders(line).length > 0);
  return onRecord("SPF_SEVERAL", examined, context, {
    cause: SPF_CAUSES.several(examined),
    edits: oneLineAlone(examined, context),
    ...(isOfOthers && examined.record.purpose === "mail-from-spf" ? { otherwise: "another-mail-from" } : {}),
  });
};

/** Keeps the first record that is right; if none is, the first is replaced by the required one. */
function oneLineAlone(examined: ExaminedRecord, context: DiagnosisContext): readonly Edit[] {
  const { record, seen } = examined;
  const because = "only-one";
  const line = (value: string) => ({ name: record.name, type: "TXT", value });
  const right = seen.find((value) => isRightRecord(record, [value]));
  const first = right ?? seen[0] ?? "";
  return [
    right === undefined
      ? replacement(line(first), record.values[0] ?? "", context, because)
      : keeping(line(right), context, "lets-ses-send"),
    ...seen.filter((value) => value !== first).map((value) => removal(line(value), context, because)),
  ];
}

/** Finds a text that was meant to be an SPF record. */
export const notRecognised: RecordDetector = (examined, context) => {
  const { name } = examined.record;
  const meant = context.seen
    .values(name, "TXT")
    .filter((one) => !isSpf(one) && /amazonses\.com/i.test(one) && !/feedback-smtp/i.test(one));
  const [text] = [...(context.spf?.nearly ?? []), ...meant];
  if (examined.state !== "missing" || text === undefined) return undefined;
  const plain = plainText(text);
  const line = isSpf(plain) ? withAmazon(withoutFaults(plain)) : undefined;
  return onRecord("SPF_NOT_RECOGNISED", examined, context, {
    cause: unreadCause(examined, text),
    edits: [
      replacement(
        { name, type: "TXT", value: text },
        line ?? examined.record.values[0] ?? "",
        context,
        "not-read-there",
      ),
    ],
    seen: [text],
  });
};

function unreadCause(examined: ExaminedRecord, text: string): Text {
  const odd = oddCharacters(text);
  if (odd.length > 0) return SPF_CAUSES.oddCharacters(examined, odd);
  return /^[\s"'\\]/.test(text) ? SPF_CAUSES.quoted(examined) : SPF_CAUSES.withoutVersion(examined);
}

/** Finds the SPF record with type SPF (99), which receivers no longer query (RFC 7208 §3.1). */
export const spfAsOldType: RecordDetector = (examined, context) => {
  const { name } = examined.record;
  const lines = context.seen.values(name, "SPF");
  if (examined.state !== "missing" || lines.length === 0) return undefined;
  return onRecord("SPF_AS_OLD_TYPE", examined, context, {
    cause: SPF_CAUSES.asOldType(examined),
    edits: [
      ...lines.map((value) => removal({ name, type: "SPF", value }, context, "not-read-there")),
      ...addition(examined, "read-here"),
    ],
    seen: lines,
    shownBy: [
      { name, type: "TXT" },
      { name, type: "SPF" },
    ],
  });
};

/** Finds the SPF record at the domain instead of the MAIL FROM domain. */
export const spfAtDomain: RecordDetector = (examined, context) => {
  const { subject, registrable, seen } = context;
  const at = [subject.domain, registrable].find((root) =>
    seen.values(root, "TXT").some((text) => isIntendedValue(examined.record, text)),
  );
  if (examined.state !== "missing" || at === undefined) return undefined;
  return onRecord("SPF_AT_DOMAIN", examined, context, {
    cause: SPF_CAUSES.atDomain(examined, at),
    edits: addition(examined, "read-here"),
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

/** Finds why the single SPF record does not make Amazon SES pass. */
export const spfDiffers: RecordDetector = (examined, context) => {
  const { spf } = context;
  if (examined.state !== "wrong" || spf === undefined) return undefined;
  const [held = ""] = examined.seen;
  const say = (code: Finding["code"], cause: Text, line: string | undefined, details: readonly Text[] = []) =>
    onRecord(code, examined, context, { cause, details, ...changedLine(examined, held, line, context) });
  const { reason } = spf;
  if (reason?.domain === examined.record.name && reason.code === "syntax-error") {
    const cause = SPF_CAUSES.syntax(examined, reason.error.term);
    return say("SPF_SYNTAX", cause, withAmazon(withoutFaults(held)));
  }
  if (reason?.code === "too-many-lookups") {
    return say("SPF_TOO_MANY_LOOKUPS", SPF_CAUSES.lookups(examined), undefined);
  }
  if (reason?.code === "too-many-void-lookups") {
    return say("SPF_VOID_LOOKUPS", SPF_CAUSES.void(examined), undefined);
  }
  for (const sign of spf.signs) {
    const found = bySign(sign, examined, held, spf.lookUps);
    if (found !== undefined) return say(found.code, found.cause, found.line);
  }
  return say("SPF_FAILS", SPF_CAUSES.fails(examined), undefined, [spfReason(reason)]);
};

/**
 * Corrects the record. If it cannot be kept, its other senders need this name, and another MAIL FROM domain
 * is offered.
 */
function changedLine(
  { record }: ExaminedRecord,
  held: string,
  line: string | undefined,
  context: DiagnosisContext,
): Pick<FindingDetails, "edits" | "otherwise"> {
  const from = { name: record.name, type: "TXT", value: held };
  const value = line ?? record.values[0] ?? "";
  const edits = [replacement(from, value, context, "must-let-ses-send")];
  const isLost = line === undefined && otherSenders(held).length > 0;
  return isLost ? { edits, otherwise: "another-mail-from" } : { edits };
}

function bySign(
  sign: MisconfigurationSign,
  examined: ExaminedRecord,
  held: string,
  lookUps: number,
): { code: Finding["code"]; cause: Text; line: string | undefined } | undefined {
  // RFC 7208 §4.6.4: the additional include must stay within ten look-ups.
  const line = lookUps < MOST_LOOK_UPS ? withAmazon(held) : undefined;
  switch (sign.code) {
    case "similar-include":
    case "equals-sign":
      return {
        code: "SPF_INCLUDE_MISTYPED",
        cause: SPF_CAUSES.includeMistyped(examined, sign.term),
        line: withAmazon(held, [sign.term]),
      };
    case "all-before-include":
      return { code: "SPF_INCLUDE_AFTER_ALL", cause: SPF_CAUSES.afterAll(examined), line };
    case "include-not-pass": {
      const cause = SPF_CAUSES.qualified(examined, sign.term.slice(0, 1));
      return { code: "SPF_INCLUDE_QUALIFIED", cause, line: withAmazon(held) };
    }
    case "no-include":
    case "copied-ip-range":
      return { code: "SPF_WITHOUT_AMAZON", cause: SPF_CAUSES.withoutAmazon(examined), line };
    default:
      return undefined;
  }
}

/**
 * Warns of an SPF record that passes, but only by chance or for too many senders; one corrected record solves
 * all of it.
 */
export function spfWarnings(examined: ExaminedRecord, context: DiagnosisContext): readonly Finding[] {
  if (examined.state !== "right" || examined.record.purpose !== "mail-from-spf") return [];
  const [held = ""] = examined.seen;
  const { signs = [], lookUps = 0 } = context.spf ?? {};
  const line = signs.reduce<string | undefined>(
    (corrected, sign) => (corrected === undefined ? undefined : withoutSign(corrected, sign, lookUps)),
    held,
  );
  return signs.flatMap((sign) => {
    const warning = warningOf(sign, examined);
    if (warning === undefined) return [];
    const { code, ...words } = warning;
    return [onRecord(code, examined, context, { ...words, ...changedLine(examined, held, line, context) })];
  });
}

/** Returns the record without the mistake; `undefined` if only the required record alone is safe. */
function withoutSign(line: string, sign: MisconfigurationSign, lookUps: number): string | undefined {
  switch (sign.code) {
    case "plus-all":
      // Perhaps only the `all` lets SES send; RFC 7208 §4.6.4: the include must stay within ten look-ups.
      if (spfIncludes(line).has("amazonses.com")) return withoutPassAll(line);
      return lookUps < MOST_LOOK_UPS ? withAmazon(line) : undefined;
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
): { code: Finding["code"]; cause: Text; details?: readonly Text[] } | undefined {
  switch (sign.code) {
    case "plus-all":
      return { code: "SPF_PASSES_ALL", cause: SPF_CAUSES.passesAll(examined) };
    case "copied-ip-range":
      return { code: "SPF_COPIED_RANGE", cause: SPF_CAUSES.copiedRange(examined) };
    case "error-later": {
      const cause = SPF_CAUSES.endsInError(examined);
      return { code: "SPF_ENDS_IN_ERROR", cause, details: [spfReason(sign.reason)] };
    }
    default:
      return undefined;
  }
}
