import { exchangeOf, namesAbove } from "#core/dns/record-names";
import type { Text } from "#core/words/texts";
import type { FindingCode } from "../model/catalogue.ts";
import { correctionOfValues } from "../model/corrections.ts";
import type { RecordDetector } from "../model/detector.ts";
import type { DiagnosisContext, ExaminedRecord } from "../model/diagnosis-context.ts";
import { editDistance } from "../model/edit-distance.ts";
import { onRecord } from "../model/finding.ts";
import { NOTES } from "../sentences/notes.ts";
import { VALUE_CAUSES } from "../sentences/values.ts";

/** The number of wrong letters up to which a value is recognised. */
const FEW_LETTERS = 3;
/** A part of a value must have this length to identify the value. */
const LEAST_PREFIX = 8;
const WRAPPING = /^["'“”„`<([\s]+|^https?:\/\/|["'“”`>)\]\s/;,]+$/gi;

/** Finds how the target of a CNAME or MX differs from the required one. */
export const targetDiffers: RecordDetector = (examined, context) => {
  const { record } = examined;
  const [held, second] = examined.seen;
  const [wanted] = record.values;
  const isOne = second === undefined && record.values.length === 1;
  if (record.type === "TXT" || held === undefined || !isOne || wanted === undefined) return undefined;
  const target = exchangeOf(held);
  const right = exchangeOf(wanted);
  const say = (code: FindingCode, cause: Text, notes: readonly Text[] = []) => {
    const edits = correctionOfValues(examined, context, "required-value");
    return onRecord(code, examined, context, { cause, edits, notes });
  };
  const added = appendedPart(target, right, examined, context);
  if (added !== undefined) {
    return say("VALUE_DOMAIN_APPENDED", VALUE_CAUSES.appended(examined, added), [NOTES.addDot]);
  }
  if (target === record.name) return say("VALUE_IS_NAME", VALUE_CAUSES.isName(examined));
  if (target.endsWith(".amazonaws.com") && target.replace(/aws\.com$/, "ses.com") === right) {
    return say("VALUE_AMAZONAWS", VALUE_CAUSES.amazonaws(examined));
  }
  if (isPartOf(target, right)) return say("VALUE_CUT_OFF", VALUE_CAUSES.cutOff(examined));
  if (unwrapped(target) === right) return say("VALUE_QUOTED", VALUE_CAUSES.quotedValue(examined));
  return editDistance(target, right, FEW_LETTERS) <= FEW_LETTERS
    ? say("VALUE_MISTYPED", VALUE_CAUSES.mistyped(examined))
    : undefined;
};

/** Finds a record with another value, when no other detector explains it. */
export const valueWrong: RecordDetector = (examined, context) =>
  examined.state === "wrong"
    ? onRecord("VALUE_WRONG", examined, context, {
        cause: VALUE_CAUSES.wrong(examined),
        edits: correctionOfValues(examined, context, "required-value"),
      })
    : undefined;

/**
 * Returns the domain that a panel appended to a value without a final dot; the value before it may contain a
 * typing error.
 */
function appendedPart(
  target: string,
  right: string,
  { place }: ExaminedRecord,
  context: DiagnosisContext,
): string | undefined {
  const { domain, mailFrom } = context.subject;
  const zones = [place.zone, domain, mailFrom ?? domain, ...namesAbove(domain, context.registrable)];
  return zones.find((zone) => {
    if (!target.endsWith(`.${zone}`)) return false;
    const rest = target.slice(0, -(zone.length + 1));
    return rest === right || isPartOf(rest, right) || editDistance(rest, right, FEW_LETTERS) <= FEW_LETTERS;
  });
}

function isPartOf(target: string, right: string): boolean {
  if (target.length < LEAST_PREFIX || target === right) return false;
  return right.startsWith(target) || right.endsWith(target);
}

function unwrapped(target: string): string {
  let text = target;
  for (let before = ""; before !== text; ) {
    before = text;
    text = text.replace(WRAPPING, "");
  }
  return text;
}
