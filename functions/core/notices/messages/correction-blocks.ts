import { type RecordCard, recordCards } from "#core/instructions/record-card";
import { recordText } from "#core/instructions/record-text";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { isMistake } from "#core/records/is-mistake";
import { WORDS } from "#core/words/words";
import { type Block, paragraph } from "./block.ts";

/** Returns the subject of a message about wrong records. */
export function correctionSubject(onboarding: Onboarding): string {
  const { recordsWrong } = WORDS;
  return isUrgent(onboarding) ? recordsWrong.urgentSubject(onboarding) : recordsWrong.subject(onboarding);
}

/** Lists what is wrong, then every wrong or missing record with its right value. */
export function correctionBlocks(onboarding: Onboarding, event: OnboardingEvent): Block[] {
  const { recordsWrong } = WORDS;
  const cards = recordCards(onboarding);
  const wrongCards = cards.filter(
    ({ checked, findings }) =>
      checked?.state === "wrong" || checked?.state === "conflicting" || findings.some(isMistake),
  );
  const domainMistakes = mistakesOf(onboarding)
    .filter(({ record }) => record === null)
    .sort((one, other) => Number(other.severity === "urgent") - Number(one.severity === "urgent"));
  const fixes = [...domainMistakes.map(({ fix }) => fix), ...wrongCards.flatMap(fixesFor)];
  if (fixes.length === 0) return [paragraph(recordsWrong.nothingWrong)];
  const remaining = cards.filter((card) => wrongCards.includes(card) || card.checked?.state === "missing");
  return [
    paragraph(recordsWrong.seen(onboarding.lastCheck?.at ?? event.at)),
    { kind: "list", items: [...new Set(fixes)] },
    ...(remaining.length === 0
      ? []
      : [paragraph(recordsWrong.expected), { kind: "records", cards: remaining } as const]),
    paragraph(isUrgent(onboarding) ? recordsWrong.urgentNext : recordsWrong.next(onboarding)),
  ];
}

function mistakesOf({ lastCheck }: Onboarding) {
  return (lastCheck?.findings ?? []).filter(isMistake);
}

function isUrgent(onboarding: Onboarding): boolean {
  return mistakesOf(onboarding).some(({ severity }) => severity === "urgent");
}

/** Returns the fixes of a record's findings, or its state if there is no finding. */
function fixesFor({ record, checked, findings }: RecordCard): readonly string[] {
  const fixes = findings.filter(isMistake).map(({ fix }) => fix);
  return fixes.length > 0 ? fixes : [`${record.type} ${record.name}: ${recordText(checked)}`];
}
