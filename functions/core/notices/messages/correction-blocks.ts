import { type FindingCard, findingCards } from "#core/instructions/finding-card";
import { findingText } from "#core/instructions/finding-text";
import { type RecordCard, recordCards } from "#core/instructions/record-card";
import { recordText } from "#core/instructions/record-text";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { isMistake } from "#core/records/is-mistake";
import type { Texts } from "#core/words/texts";
import { type Block, paragraph } from "./block.ts";
import { nextCheckBlock } from "./next-check.ts";
import { recordBlocks, recordsBlock } from "./record-blocks.ts";
import { isUrgent } from "./urgent-blocks.ts";

/** Returns the subject of a message about wrong records. */
export function correctionSubject(onboarding: Onboarding, { text }: Texts): string {
  const { identity: domain } = onboarding;
  if (isUrgent(onboarding)) return text("correction.subject-urgent", { domain });
  return text("correction.subject", { domain, count: wrongCards(onboarding).length });
}

/**
 * Shows each mistake once, urgent ones first: the cause, the steps, and the required records. The support
 * team gets no button, and reads what the customer has to do.
 */
export function correctionBlocks(
  onboarding: Onboarding,
  event: Pick<OnboardingEvent, "at">,
  texts: Texts,
  button?: readonly Block[],
): Block[] {
  const { text } = texts;
  const cards = recordCards(onboarding);
  const mistakes = findingCards(onboarding)
    .filter(({ finding }) => isMistake(finding))
    .toSorted((one, other) => Number(isFirst(other)) - Number(isFirst(one)));
  const explained = new Set(mistakes.flatMap((mistake) => mistake.cards));
  const unexplained = wrongCards(onboarding).filter(({ number }) => !explained.has(number));
  if (mistakes.length + unexplained.length === 0)
    return [paragraph(text("correction.nothing-wrong")), ...(button ?? [])];
  const toReader = isUrgent(onboarding) ? "correction.seen-urgent" : "correction.seen";
  const introduction = button === undefined ? "note.correction" : toReader;
  const missing = cards.filter(
    ({ number, checked }) => checked?.state === "missing" && !explained.has(number),
  );
  return [
    paragraph(text(introduction, { at: onboarding.lastCheck?.at ?? event.at })),
    ...(button ?? []),
    ...mistakes.flatMap((mistake) => mistakeBlocks(mistake, cards, texts)),
    ...unexplained.flatMap((card) => [
      paragraph(`${card.record.type} ${card.record.name}: ${recordText(card.checked, texts)}`),
      recordsBlock([card], texts),
    ]),
    ...recordBlocks(missing, text("correction.missing"), texts),
    nextCheckBlock(onboarding, event.at, texts),
  ];
}

function isFirst({ finding: { severity } }: FindingCard): boolean {
  return severity === "urgent";
}

function mistakeBlocks(
  { finding, cards: numbers }: FindingCard,
  cards: readonly RecordCard[],
  texts: Texts,
): Block[] {
  const { whoActs, cause, details, otherwise, edits, notes } = findingText(finding, texts);
  const own = cards.filter(({ number }) => numbers.includes(number));
  const isShown = ({ name, type }: { readonly name: string; readonly type: string }) =>
    own.some(({ record }) => record.name === name && record.type === type);
  // The sentence leaves out the fields of a record that is shown below it.
  const steps = edits.map(({ edit, title, sentence }) => (isShown(edit) ? title : sentence));
  const said = [whoActs, cause, ...details].filter((part) => part !== undefined).join(" ");
  const items = [...(otherwise === undefined ? [] : [otherwise]), ...steps, ...notes];
  return [
    { kind: finding.severity === "urgent" ? "urgent" : "paragraph", text: said },
    ...(items.length > 1 ? [{ kind: "list", items } as const] : items.map(paragraph)),
    ...(own.length === 0 ? [] : [recordsBlock(own, texts)]),
  ];
}

function wrongCards(onboarding: Onboarding): RecordCard[] {
  return recordCards(onboarding).filter(
    ({ checked, findings }) =>
      checked?.state === "wrong" || checked?.state === "conflicting" || findings.some(isMistake),
  );
}
