import { isRightRecord } from "#core/dns/record-state";
import { isSpf } from "#core/dns/spf-record";
import { oddCharacters } from "#core/names/odd-characters";
import type { Text } from "#core/words/texts";
import { addition, correctionOfValues, keeping, removal, replacement } from "../model/corrections.ts";
import type { RecordDetector } from "../model/detector.ts";
import type { ExaminedRecord } from "../model/diagnosis-context.ts";
import { onRecord } from "../model/finding.ts";
import { isKeyText } from "../model/key-text.ts";
import { withTermsOf } from "../model/spf-line.ts";
import { NAME_CAUSES } from "../sentences/names.ts";
import { VALUE_CAUSES } from "../sentences/values.ts";

/** A part of a text must have this length to identify the text. */
const LEAST_PREFIX = 24;

/**
 * Finds a CNAME at the name of a required MX or TXT record, which cannot exist beside it (RFC 1034 §3.6.2).
 */
export const cnameInTheWay: RecordDetector = (examined, context) => {
  const { name, type } = examined.record;
  const [target] = context.seen.values(name, "CNAME");
  if (type === "CNAME" || target === undefined) return undefined;
  return onRecord("CNAME_IN_THE_WAY", examined, context, {
    cause: NAME_CAUSES.cnameInTheWay(examined, target),
    edits: [
      removal({ name, type: "CNAME", value: target }, context, "cname-stands-alone"),
      ...addition(examined, "required"),
    ],
    otherwise: "another-name",
    seen: [target],
    shownBy: [{ name, type: "CNAME" }],
  });
};

/** Finds only some of several required values. */
export const partlyThere: RecordDetector = (examined, context) => {
  const { record, seen } = examined;
  const fits = (held: string) =>
    record.values.some((wanted) => isRightRecord({ type: record.type, values: [wanted] }, [held]));
  if (record.type !== "MX" || seen.length === 0 || seen.length >= record.values.length || !seen.every(fits)) {
    return undefined;
  }
  return onRecord("RECORD_MISSING", examined, context, {
    cause: NAME_CAUSES.partlyThere(examined, seen.length),
    edits: correctionOfValues(examined, context, "required"),
  });
};

/** Finds a second DKIM key at a selector; verifiers may use either key (RFC 6376 §3.6.2.2). */
export const severalKeys: RecordDetector = (examined, context) => {
  const { name, values } = examined.record;
  if (!hasSeveralKeys(examined)) return undefined;
  const line = (value: string) => ({ name, type: "TXT", value });
  const [wanted = ""] = values;
  const keys = examined.seen.filter(isKeyText);
  const [first = "", ...others] = keys.toSorted(
    (one, other) => Number(other === wanted) - Number(one === wanted),
  );
  const because = "only-one";
  return onRecord("RECORD_DUPLICATED", examined, context, {
    cause: NAME_CAUSES.duplicated(examined),
    edits: [
      first === wanted
        ? keeping(line(first), context, "right-already")
        : replacement(line(first), wanted, context, "required-value"),
      ...others.map((value) => removal(line(value), context, because)),
    ],
    seen: keys,
  });
};

/** True if there are several keys where one is required. */
export function hasSeveralKeys({ record: { type, values }, seen }: ExaminedRecord): boolean {
  return (
    type === "TXT" && values.length === 1 && values.every(isKeyText) && seen.filter(isKeyText).length > 1
  );
}

/**
 * Finds the required text in a damaged form: with quotes or spaces inside, in other letter case, or cut off.
 */
export const textDiffers: RecordDetector = (examined, context) => {
  const { name, type, values } = examined.record;
  const [wanted = ""] = values;
  if (type !== "TXT" || values.length > 1 || isSpf(wanted)) return undefined;
  const held = context.seen.values(name, "TXT");
  const spoilt = held.find((text) => bare(text) === bare(wanted));
  const cut = held.find((text) => text.length >= LEAST_PREFIX && bare(wanted).startsWith(bare(text)));
  const otherKey = isKeyText(wanted) ? held.find(isKeyText) : undefined;
  const found = spoilt ?? cut ?? otherKey;
  if (found === undefined) return undefined;
  const say = (code: "VALUE_QUOTED" | "VALUE_MISTYPED" | "VALUE_CUT_OFF" | "VALUE_WRONG", cause: Text) =>
    onRecord(code, examined, context, {
      cause,
      edits: [replacement({ name, type, value: found }, wanted, context, "required-value")],
      seen: [found],
    });
  if (spoilt === undefined) {
    return cut === undefined
      ? say("VALUE_WRONG", VALUE_CAUSES.wrong(examined))
      : say("VALUE_CUT_OFF", VALUE_CAUSES.cutOff(examined));
  }
  return /["“”'\\]/.test(spoilt)
    ? say("VALUE_QUOTED", VALUE_CAUSES.quotesInside(examined))
    : say("VALUE_MISTYPED", VALUE_CAUSES.spoilt(examined, oddCharacters(spoilt)));
};

/** Reduces a text to the characters that survive every way of entering it. */
function bare(text: string): string {
  return text.replace(/[\s"“”'\\\p{C}]/gu, "").toLowerCase();
}

/** Finds an SPF record that lacks required terms, or has another `all`. */
export const spfLacksTerms: RecordDetector = (examined, context) => {
  const { name, type, values } = examined.record;
  const [wanted = ""] = values;
  const [held, second] = examined.seen;
  if (type !== "TXT" || !isSpf(wanted) || held === undefined || second !== undefined) return undefined;
  return onRecord("VALUE_WRONG", examined, context, {
    cause: VALUE_CAUSES.spfTerms(examined),
    edits: [
      replacement(
        { name, type, value: held },
        withTermsOf(held, wanted) ?? wanted,
        context,
        "required-value",
      ),
    ],
  });
};
