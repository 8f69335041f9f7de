import type { Onboarding } from "#core/onboarding/onboarding";
import type { StoredFinding } from "#core/records/last-check";
import { recordCards } from "./record-card.ts";

/** A finding of the last check, with the numbers of all record cards that it explains. */
export interface FindingCard {
  /** Unique among the findings of one check. */
  readonly id: string;
  readonly finding: StoredFinding;
  /** The numbers of the record cards that it explains; empty if it concerns the domain as a whole. */
  readonly cards: readonly number[];
}

/**
 * Returns the findings of the last check, urgent ones first. Findings about records that were replaced since
 * are left out.
 */
export function findingCards(onboarding: Onboarding): readonly FindingCard[] {
  const cards = recordCards(onboarding);
  return (onboarding.lastCheck?.findings ?? []).flatMap((finding, index) => {
    const own = cards.filter(({ findings }) => findings.includes(finding)).map(({ number }) => number);
    const isOutdated = own.length === 0 && finding.records.length > 0;
    return isOutdated ? [] : [{ id: `finding-${index + 1}`, finding, cards: own }];
  });
}
