import { type Incident, openIncident } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import { recordsRequiredForSending } from "#core/onboarding/required-for-sending";
import { type RecordCard, recordCards } from "./record-card.ts";

/** A part of an identity that SES stops to use when it does not find its records. */
type Part = Incident["ses"][number]["subject"];

/** What is known of a domain that stopped working: page, mail and ticket say these facts and no others. */
export interface Loss {
  readonly since: number;
  /** What SES stops to do, and when; the earliest first. */
  readonly deadlines: readonly { readonly part: Part; readonly at: number }[];
  /** What SES does not do any more. */
  readonly stopped: readonly Part[];
  /** When the records were last checked since it began; `undefined` before the first check. */
  readonly checkedAt: number | undefined;
  /** The records to correct: those that the check did not find right, or before a check those that are missed. */
  readonly wrong: readonly RecordCard[];
  /** How many of all records are right; `undefined` before the first check. */
  readonly right: number | undefined;
  readonly total: number;
  /** True if the check found every record right that sending needs. */
  readonly isAllRight: boolean;
}

/** Gathers what is known of a domain that stopped working; `undefined` if it works. */
export function lossOf(onboarding: Onboarding): Loss | undefined {
  const open = openIncident(onboarding);
  return open && factsOfLoss(onboarding, open);
}

/** Gathers what is known of an incident, over or not. */
export function factsOfLoss(onboarding: Onboarding, { since, ses, gaveUp = [], records }: Incident): Loss {
  const { lastCheck } = onboarding;
  const cards = recordCards(onboarding);
  const needed = recordsRequiredForSending(onboarding, cards, ({ record }) => record);
  const isChecked = lastCheck !== undefined && lastCheck.at >= since;
  const isMissed = ({ record }: RecordCard) =>
    records.some(({ name, type }) => name === record.name && type === record.type);
  const wrong = isChecked ? needed.filter(isNotRight) : cards.filter(isMissed);
  return {
    since,
    deadlines: ses
      .filter(({ subject }) => !gaveUp.includes(subject))
      .map(({ subject: part, givesUpAt: at }) => ({ part, at }))
      .toSorted((one, other) => one.at - other.at),
    stopped: gaveUp,
    checkedAt: isChecked ? lastCheck.at : undefined,
    wrong,
    right: isChecked ? cards.filter(({ checked }) => checked?.state === "right").length : undefined,
    total: cards.length,
    isAllRight: isChecked && needed.every(({ checked }) => checked?.state === "right"),
  };
}

/** Name servers that do not answer show nothing, so nobody has to correct such a record. */
function isNotRight({ checked }: RecordCard): boolean {
  return checked?.state !== "right" && checked?.state !== "unknown";
}
