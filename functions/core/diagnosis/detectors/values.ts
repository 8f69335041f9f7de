import { exchangeOf, namesAbove } from "#core/dns/record-names";
import type { RecordDetector } from "../model/detector.ts";
import type { DiagnosisContext, ExaminedRecord } from "../model/diagnosis-context.ts";
import { editDistance } from "../model/edit-distance.ts";
import { onRecord } from "../model/finding.ts";
import { VALUE_SENTENCES } from "../sentences/values.ts";

/** As many letters may be wrong for the rest to be recognised. */
const FEW_LETTERS = 3;
/** What is left of a value must say enough to know what it was. */
const LEAST_PREFIX = 8;
const WRAPPING = /^["'“”„`<([\s]+|^https?:\/\/|["'“”`>)\]\s/;,]+$/gi;

/** Finds out how the one target of a CNAME or MX differs from what it must be. */
export const targetDiffers: RecordDetector = (looked, scene) => {
  const { record } = looked;
  const [held, second] = looked.seen;
  const [wanted] = record.values;
  if (record.type === "TXT" || held === undefined || second !== undefined || wanted === undefined)
    return undefined;
  const target = exchangeOf(held);
  const right = exchangeOf(wanted);
  const added = appendedPart(target, right, looked, scene);
  if (added !== undefined) {
    return onRecord("VALUE_DOMAIN_APPENDED", looked, scene, { fix: VALUE_SENTENCES.appended(looked, added) });
  }
  if (target === record.name) {
    return onRecord("VALUE_IS_NAME", looked, scene, { fix: VALUE_SENTENCES.isName(looked) });
  }
  if (target.replace(/\.amazonaws\.com$/, ".amazonses.com") === right) {
    return onRecord("VALUE_AMAZONAWS", looked, scene, { fix: VALUE_SENTENCES.amazonaws(looked) });
  }
  if (isPartOf(target, right)) {
    return onRecord("VALUE_CUT_OFF", looked, scene, { fix: VALUE_SENTENCES.cutOff(looked, target) });
  }
  if (unwrapped(target) === right) {
    return onRecord("VALUE_QUOTED", looked, scene, { fix: VALUE_SENTENCES.quotedValue(looked, target) });
  }
  if (editDistance(target, right, FEW_LETTERS) <= FEW_LETTERS) {
    return onRecord("VALUE_MISTYPED", looked, scene, { fix: VALUE_SENTENCES.mistyped(looked, target) });
  }
  return undefined;
};

/** Says that a record holds something else, when nothing explains what. */
export const valueWrong: RecordDetector = (looked, scene) =>
  looked.state === "wrong"
    ? onRecord("VALUE_WRONG", looked, scene, { fix: VALUE_SENTENCES.wrong(looked) })
    : undefined;

/** The domain that a panel added to a value without a final dot; the value before it may be mistyped as well. */
function appendedPart(
  target: string,
  right: string,
  { place }: ExaminedRecord,
  scene: DiagnosisContext,
): string | undefined {
  const { domain, mailFrom } = scene.subject;
  const zones = [place.zone, domain, mailFrom ?? domain, ...namesAbove(domain, scene.registrable)];
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
