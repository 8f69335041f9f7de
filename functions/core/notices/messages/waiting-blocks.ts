import { recordCards } from "#core/instructions/record-card";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { type Block, paragraph } from "./block.ts";

/** Builds a reminder: each record that is still missing or wrong, field by field. */
export function reminderBlocks(onboarding: Onboarding, event: OnboardingEvent): Block[] {
  const { reminded } = WORDS;
  const cards = recordCards(onboarding).filter(({ checked }) => checked?.state !== "right");
  if (cards.length === 0) return [paragraph(reminded.nothingMissing)];
  return [
    paragraph(reminded.missing(cards.length, onboarding, onboarding.lastCheck?.at ?? event.at)),
    { kind: "records", cards },
    paragraph(reminded.next(onboarding)),
    ...(onboarding.dnsContact === undefined ? [paragraph(reminded.forward)] : []),
  ];
}

/** Lists the records that are not right yet, field by field. */
export function missingBlocks(onboarding: Onboarding, introduction: string): Block[] {
  const cards = recordCards(onboarding).filter(({ checked }) => checked?.state !== "right");
  return cards.length === 0 ? [] : [paragraph(introduction), { kind: "records", cards }];
}

/** Builds the expiry warning, or says that the set-up stays open if it was extended since the warning was due. */
export function expiryBlocks(
  onboarding: Onboarding,
  event: OnboardingEvent,
  next: readonly Block[],
): Block[] {
  const { expiryNear } = WORDS;
  const isExtended = !event.notices.some(({ noticeId }) => noticeId.includes(String(onboarding.expiresAt)));
  return isExtended
    ? [paragraph(expiryNear.over), paragraph(WORDS.reminded.next(onboarding))]
    : [paragraph(expiryNear.body(onboarding)), ...next];
}
