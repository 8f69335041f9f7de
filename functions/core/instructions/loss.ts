import { type Incident, openIncident } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import { recordsRequiredForSending } from "#core/onboarding/required-for-sending";
import { type RecordCard, recordCards } from "./record-card.ts";

/** A part of an identity that SES stops using when it does not find the records. */
type Part = Incident["ses"][number]["subject"];

/**
 * The number of records. Since the first check after the loss began, also the time of the last check and the
 * number of records that it found right.
 */
export type LossFigures = { readonly total: number } & (
  | { readonly checkedAt: number; readonly right: number }
  | { readonly checkedAt: undefined; readonly right: undefined }
);

/** The facts about a domain that stopped working. Page, mail and ticket show exactly these. */
export type Loss = LossFigures & {
  readonly since: number;
  /** The parts that SES will stop using, with the time, the earliest first. */
  readonly deadlines: readonly { readonly part: Part; readonly at: number }[];
  /** The parts that SES has stopped using. */
  readonly stopped: readonly Part[];
  /**
   * The records to correct: those that the check did not find right. Before the first check, those that SES
   * misses.
   */
  readonly wrong: readonly RecordCard[];
  /** True if the check found all records right that sending needs. */
  readonly isAllRight: boolean;
};

/** Gathers the facts about a domain that stopped working; `undefined` if it works. */
export function lossOf(onboarding: Onboarding): Loss | undefined {
  const open = openIncident(onboarding);
  return open && factsOfLoss(onboarding, open);
}

/** Gathers the facts about an incident, whether or not it is over. */
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
    wrong,
    total: cards.length,
    ...(isChecked
      ? { checkedAt: lastCheck.at, right: cards.filter(isRight).length }
      : { checkedAt: undefined, right: undefined }),
    isAllRight: isChecked && needed.every(isRight),
  };
}

function isRight({ checked }: RecordCard): boolean {
  return checked?.state === "right";
}

/**
 * A record whose name servers do not answer is not counted as wrong: the lack of an answer does not show that
 * it must be corrected.
 */
function isNotRight({ checked }: RecordCard): boolean {
  return checked?.state !== "right" && checked?.state !== "unknown";
}
