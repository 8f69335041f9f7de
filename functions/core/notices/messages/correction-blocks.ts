import { type RecordCard, recordCards } from "#core/instructions/record-card";
import { recordWords } from "#core/instructions/record-words";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { isMistake } from "#core/records/is-mistake";
import { WORDS } from "#core/words/words";
import { type Block, paragraph } from "./block.ts";

/** What a letter about wrong records is called. */
export function correctionSubject(onboarding: Onboarding): string {
  const { recordsWrong } = WORDS;
  return isUrgent(onboarding) ? recordsWrong.urgentSubject(onboarding) : recordsWrong.subject(onboarding);
}

/** What is wrong with the records and how they must be; with what is missing beside, it is enough to finish. */
export function correctionBlocks(onboarding: Onboarding, event: OnboardingEvent): Block[] {
  const { recordsWrong } = WORDS;
  const cards = recordCards(onboarding);
  const faulty = cards.filter(
    ({ look, findings }) =>
      look?.state === "wrong" || look?.state === "conflicting" || findings.some(isMistake),
  );
  const ofDomain = mistakesOf(onboarding)
    .filter(({ record }) => record === null)
    .sort((one, other) => Number(other.severity === "urgent") - Number(one.severity === "urgent"));
  const faults = [...ofDomain.map(({ fix }) => fix), ...faulty.flatMap(faultsOf)];
  if (faults.length === 0) return [paragraph(recordsWrong.mended)];
  const left = cards.filter((card) => faulty.includes(card) || card.look?.state === "missing");
  return [
    paragraph(recordsWrong.seen(onboarding.lastCheck?.at ?? event.at)),
    { kind: "list", items: [...new Set(faults)] },
    ...(left.length === 0
      ? []
      : [paragraph(recordsWrong.expected), { kind: "records", cards: left } as const]),
    paragraph(isUrgent(onboarding) ? recordsWrong.urgentNext : recordsWrong.next(onboarding)),
  ];
}

function mistakesOf({ lastCheck: look }: Onboarding) {
  return (look?.findings ?? []).filter(isMistake);
}

function isUrgent(onboarding: Onboarding): boolean {
  return mistakesOf(onboarding).some(({ severity }) => severity === "urgent");
}

/** What to do about a record; in want of that, how it looks. */
function faultsOf({ record, look, findings }: RecordCard): readonly string[] {
  const fixes = findings.filter(isMistake).map(({ fix }) => fix);
  return fixes.length > 0 ? fixes : [`${record.type} ${record.name}: ${recordWords(look)}`];
}
