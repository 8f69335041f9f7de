import { recordCards } from "#core/instructions/record-card";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { type Block, paragraph } from "./block.ts";

/** What a reminder says: each record that is still missing or wrong, as a DNS panel asks for it. */
export function reminderBlocks(onboarding: Onboarding, event: OnboardingEvent): Block[] {
  const { reminded } = WORDS;
  const cards = recordCards(onboarding).filter(({ look }) => look?.state !== "right");
  if (cards.length === 0) return [paragraph(reminded.mended)];
  return [
    paragraph(reminded.missing(cards.length, onboarding, onboarding.lastCheck?.at ?? event.at)),
    { kind: "records", cards },
    paragraph(reminded.next(onboarding)),
    ...(onboarding.dnsContact === undefined ? [paragraph(reminded.forward)] : []),
  ];
}

/** The records that are not right, as a DNS panel asks for them. */
export function missingBlocks(onboarding: Onboarding, introduction: string): Block[] {
  const cards = recordCards(onboarding).filter(({ look }) => look?.state !== "right");
  return cards.length === 0 ? [] : [paragraph(introduction), { kind: "records", cards }];
}

/** What is said before the end, unless enough happened since to put it off. */
export function expiryBlocks(
  onboarding: Onboarding,
  event: OnboardingEvent,
  next: readonly Block[],
): Block[] {
  const { expiryNear } = WORDS;
  const isOver = !event.notices.some(({ noticeId }) => noticeId.includes(String(onboarding.expiresAt)));
  return isOver
    ? [paragraph(expiryNear.over), paragraph(WORDS.reminded.next(onboarding))]
    : [paragraph(expiryNear.body(onboarding)), ...next];
}
