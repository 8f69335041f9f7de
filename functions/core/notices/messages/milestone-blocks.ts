import { type RecordCard, recordCards } from "#core/instructions/record-card";
import { isAwaiting } from "#core/onboarding/changes/signals";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { type Block, type MessageContent, paragraph } from "./block.ts";
import { recordBlocks } from "./record-blocks.ts";
import { waitingBlocks } from "./waiting-blocks.ts";

/** Says that DKIM is verified, and which records are still missing when the message is sent. */
export function milestone(
  onboarding: Onboarding,
  event: Pick<OnboardingEvent, "at">,
  texts: Texts,
  button: readonly Block[] = [],
): MessageContent {
  const { text } = texts;
  const { identity: domain, project, fromAddresses: addresses } = onboarding;
  const isAll = !isAwaiting(onboarding);
  return {
    subject: text(isAll ? "dkim-verified.subject-all" : "dkim-verified.subject", { domain }),
    blocks: [
      paragraph(text("dkim-verified.body", { domain, project, addresses })),
      ...button,
      ...(isAll ? [paragraph(text("dkim-verified.all"))] : remaining(onboarding, event, texts)),
    ],
  };
}

function remaining(onboarding: Onboarding, event: Pick<OnboardingEvent, "at">, texts: Texts): Block[] {
  const { text } = texts;
  const { mailFrom } = onboarding;
  const cards = recordCards(onboarding).filter(isLeft);
  if (cards.length === 0) return [paragraph(text("dkim-verified.awaited", { mailFrom }))];
  const introduction = text("dkim-verified.missing", { mailFrom, count: cards.length });
  return [...recordBlocks(cards, introduction, texts), ...waitingBlocks(onboarding, event, texts)];
}

function isLeft({ record, checked }: RecordCard): boolean {
  return record.purpose !== "dkim" && checked?.state !== "right";
}
