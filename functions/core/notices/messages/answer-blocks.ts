import { type RecordCard, recordCards } from "#core/instructions/record-card";
import { recordStatusOf, wordOf } from "#core/instructions/record-text";
import { setupPhase } from "#core/instructions/setup-phase";
import { maskedAddress } from "#core/names/masked-address";
import type { OnboardingEvent } from "#core/onboarding/event";
import { nextLook } from "#core/onboarding/next-look";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { type Block, paragraph } from "./block.ts";

/** The subject of an answer to a comment in the ticket. */
export function answerSubject(onboarding: Onboarding, { text }: Texts): string {
  const { identity: domain, lastCheck } = onboarding;
  const { length: all } = lastCheck?.records ?? onboarding.records;
  const right = lastCheck?.records.filter(({ state }) => state === "right").length ?? 0;
  return text("answered.subject", { domain, right, all });
}

/**
 * Answers a comment in the ticket with the result of the check and the next step. A ticket never contains the
 * set-up link.
 */
export function answerBlocks(
  onboarding: Onboarding,
  event: Pick<OnboardingEvent, "at">,
  texts: Texts,
): Block[] {
  const { text } = texts;
  const { lastCheck } = onboarding;
  const next = paragraph(nextStep(onboarding, event.at, texts));
  // An amendment may replace the records, and their check, before the answer is sent.
  if (lastCheck === undefined)
    return [paragraph(text("answered.unchecked", { count: onboarding.records.length })), next];
  const { at, records } = lastCheck;
  const open = records.filter(({ state }) => state !== "right");
  const counted = { at, right: records.length - open.length, all: records.length };
  if (open.length === 0) return [paragraph(text("answered.all-right", counted))];
  if (setupPhase(onboarding) === "unsure") return [paragraph(text("answered.unknown", counted))];
  const cards = recordCards(onboarding).filter(({ checked }) => checked?.state !== "right");
  const items = cards.map((card) => {
    const { type, name } = card.record;
    return text("answered.record", { type, name, state: stateOf(card) });
  });
  return [paragraph(text("answered.some-right", counted)), { kind: "list", items }, next];
}

/** Returns the state of a record that is not right, in the same words as the page. */
function stateOf({ checked, findings }: RecordCard) {
  const word = wordOf(recordStatusOf(checked, findings), findings);
  if (word === "not-looked") return "unchecked";
  return word === "right" || word === "spreading" ? "other" : word;
}

/** Mentions the link, and the next check, in the same words as the page and the mails. */
function nextStep(onboarding: Onboarding, nowMs: number, { text }: Texts): string {
  const next = nextLook(onboarding, nowMs);
  const address = maskedAddress(onboarding.requester);
  return "at" in next
    ? text("answered.next-at", { address, at: next.at })
    : text("answered.next-often", { address, minutes: next.everyMinutes });
}
