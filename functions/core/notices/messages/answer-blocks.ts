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
export function answerSubject({ identity, lastCheck }: Onboarding, { text }: Texts): string {
  const records = lastCheck?.records ?? [];
  const right = records.filter(({ state }) => state === "right").length;
  return text("answered.subject", { domain: identity, right, all: records.length });
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
  const at = lastCheck?.at ?? event.at;
  const records = lastCheck?.records ?? unchecked(onboarding);
  const open = records.filter(({ state }) => state !== "right");
  const counted = { at, right: records.length - open.length, all: records.length };
  if (open.length === 0) return [paragraph(text("answered.all-right", counted))];
  if (setupPhase(onboarding) === "unsure") return [paragraph(text("answered.unknown", counted))];
  const cards = recordCards(onboarding).filter(({ checked }) => checked?.state !== "right");
  const items = cards.map((card) => {
    const { type, name } = card.record;
    return text("answered.record", { type, name, state: stateOf(card) });
  });
  return [
    paragraph(text("answered.some-right", counted)),
    { kind: "list", items },
    paragraph(nextStep(onboarding, event.at, texts)),
  ];
}

/** Returns the state of a record that is not right, in the same words as the page. */
function stateOf({ checked, findings }: RecordCard) {
  const word = wordOf(recordStatusOf(checked, findings), findings);
  if (word === "not-looked") return "unknown";
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

/** The last check may have examined records that were replaced before the answer is sent. */
function unchecked({ records }: Onboarding) {
  return records.map((record) => ({ record, state: "unknown" as const }));
}
