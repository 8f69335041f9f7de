import { type RecordCard, recordCards } from "#core/instructions/record-card";
import { setupPhase } from "#core/instructions/setup-phase";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { answerSubject } from "./answer-blocks.ts";
import { type Block, type MessageContent, paragraph, setupButton } from "./block.ts";
import { nextCheckBlock } from "./next-check.ts";
import { recordBlocks, recordsBlock } from "./record-blocks.ts";

const DAY_MS = 86_400_000;

/** The facts for a message to a person whose action is awaited. */
interface WaitingContext {
  readonly onboarding: Onboarding;
  readonly event: OnboardingEvent;
  readonly setupUrl: string;
  readonly texts: Texts;
}

/** Says what has changed since the page or the ticket answered a confirmation. */
export function followUp({ onboarding, event, setupUrl, texts }: WaitingContext): MessageContent {
  const open = unfinished(onboarding);
  const isOpen = open.length > 0 && setupPhase(onboarding) !== "unsure";
  return {
    subject: answerSubject(onboarding, texts),
    blocks: [
      paragraph(seenText(onboarding, event, open, texts)),
      ...(isOpen ? [recordsBlock(open, texts)] : []),
      setupButton(setupUrl, texts),
      ...(isOpen ? [nextCheckBlock(onboarding, event.at, texts)] : []),
    ],
  };
}

function seenText(
  onboarding: Onboarding,
  event: OnboardingEvent,
  open: readonly RecordCard[],
  { text }: Texts,
): string {
  const { identity: domain, lastCheck, records } = onboarding;
  const seen = { at: lastCheck?.at ?? event.at, right: records.length - open.length, all: records.length };
  if (open.length === 0) return text("followed-up.all-right", { ...seen, domain });
  return text(setupPhase(onboarding) === "unsure" ? "answered.unknown" : "answered.some-right", seen);
}

/** Builds a reminder, which shows each missing or wrong record field by field. */
export function reminder({ onboarding, event, setupUrl, texts }: WaitingContext): MessageContent {
  const { text } = texts;
  const { identity: domain, dnsContact } = onboarding;
  const cards = unfinished(onboarding);
  const missing = cards.length;
  const subject = reminderSubject(onboarding, event, texts);
  if (missing === 0)
    return {
      subject,
      blocks: [paragraph(text("reminder.nothing-missing")), setupButton(setupUrl, texts)],
    };
  const at = onboarding.lastCheck?.at ?? event.at;
  const total = onboarding.records.length;
  return {
    subject,
    blocks: [
      paragraph(text("reminder.body", { domain, at, missing, total })),
      setupButton(setupUrl, texts),
      recordsBlock(cards, texts),
      ...waitingBlocks(onboarding, event, texts),
      ...(dnsContact === undefined ? [paragraph(text("mail.forward"))] : []),
    ],
  };
}

/** The subject of a reminder, with the number of missing records and of days. */
export function reminderSubject(
  onboarding: Onboarding,
  event: Pick<OnboardingEvent, "at">,
  { text }: Texts,
): string {
  const { identity: domain, inactivity, createdAt } = onboarding;
  const missing = unfinished(onboarding).length;
  if (missing === 0) return text("reminder.nothing-subject", { domain });
  const days = inactivity?.reminded ?? Math.round((event.at - createdAt) / DAY_MS);
  return text("reminder.subject", { domain, missing, days });
}

/** Says what to do after adding the records, when the next check is, and how long the set-up stays open. */
export function waitingBlocks(
  onboarding: Onboarding,
  event: Pick<OnboardingEvent, "at">,
  texts: Texts,
): Block[] {
  return [
    paragraph(texts.text("reminder.next", { until: onboarding.expiresAt })),
    nextCheckBlock(onboarding, event.at, texts),
  ];
}

/**
 * Builds the warning that the set-up expires; if it was extended after the warning became due, says that
 * instead.
 */
export function expiryWarning({ onboarding, event, setupUrl, texts }: WaitingContext): MessageContent {
  const { text } = texts;
  const { subject, blocks } = expiry(onboarding, event, texts);
  const button = setupButton(setupUrl, texts);
  if (isExtended(onboarding, event))
    return { subject, blocks: [...blocks, button, ...waitingBlocks(onboarding, event, texts)] };
  return {
    subject,
    blocks: [
      ...blocks,
      button,
      ...recordBlocks(unfinished(onboarding), text("expiry.missing"), texts),
      paragraph(text("expiry.customer")),
    ],
  };
}

/** Says when and why a set-up expires, or that it stays open. */
export function expiry(onboarding: Onboarding, event: OnboardingEvent, { text }: Texts): MessageContent {
  const { identity: domain, expiresAt, records } = onboarding;
  if (isExtended(onboarding, event))
    return {
      subject: text("expiry.over-subject", { domain }),
      blocks: [paragraph(text("expiry.over"))],
    };
  const days = Math.max(1, Math.round((expiresAt - event.at) / DAY_MS));
  return {
    subject: text("expiry.subject", { domain, days }),
    blocks: [paragraph(text("expiry.body", { domain, at: expiresAt, count: records.length }))],
  };
}

/**
 * True if the set-up was extended after the warning became due: its notices contain the former time of
 * expiry.
 */
export function isExtended({ expiresAt }: Onboarding, { notices }: OnboardingEvent): boolean {
  return !notices.some(({ noticeId }) => noticeId.includes(String(expiresAt)));
}

function unfinished(onboarding: Onboarding): RecordCard[] {
  return recordCards(onboarding).filter(({ checked }) => checked?.state !== "right");
}
