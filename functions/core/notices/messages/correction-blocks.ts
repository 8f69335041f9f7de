import { fixText } from "#core/instructions/finding-text";
import { type RecordCard, recordCards } from "#core/instructions/record-card";
import { recordText } from "#core/instructions/record-text";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { isMistake } from "#core/records/is-mistake";
import type { Texts } from "#core/words/texts";
import { type Block, paragraph } from "./block.ts";
import { nextCheckBlock } from "./next-check.ts";
import { recordBlocks } from "./record-blocks.ts";
import { isUrgent } from "./urgent-blocks.ts";

/** Returns the subject of a message about wrong records. */
export function correctionSubject(onboarding: Onboarding, { text }: Texts): string {
  const { identity: domain } = onboarding;
  if (isUrgent(onboarding)) return text("correction.subject-urgent", { domain });
  return text("correction.subject", { domain, count: wrongCards(onboarding).length });
}

/** Lists what is wrong, then every wrong or missing record with its right value. */
export function correctionBlocks(
  onboarding: Onboarding,
  event: Pick<OnboardingEvent, "at">,
  texts: Texts,
  button: readonly Block[] = [],
): Block[] {
  const { text } = texts;
  const wrong = wrongCards(onboarding);
  const domainMistakes = mistakesOf(onboarding)
    .filter(({ record }) => record === null)
    .sort((one, other) => Number(other.severity === "urgent") - Number(one.severity === "urgent"));
  const fixes = [
    ...domainMistakes.map((finding) => fixText(finding, texts)),
    ...wrong.flatMap((card) => fixesFor(card, texts)),
  ];
  if (fixes.length === 0) return [paragraph(text("correction.nothing-wrong")), ...button];
  const missing = recordCards(onboarding).filter(({ checked }) => checked?.state === "missing");
  const remaining = [
    ...wrong,
    ...missing.filter(({ number }) => wrong.every((one) => one.number !== number)),
  ];
  const next = isUrgent(onboarding)
    ? [paragraph(text("correction.next-urgent"))]
    : [paragraph(text("correction.next")), nextCheckBlock(onboarding, event.at, texts)];
  return [
    paragraph(text("correction.seen", { at: onboarding.lastCheck?.at ?? event.at })),
    { kind: "list", items: [...new Set(fixes)] },
    ...button,
    ...recordBlocks(
      remaining.toSorted((one, other) => one.number - other.number),
      text("correction.expected"),
      texts,
    ),
    ...next,
  ];
}

function wrongCards(onboarding: Onboarding): RecordCard[] {
  return recordCards(onboarding).filter(
    ({ checked, findings }) =>
      checked?.state === "wrong" || checked?.state === "conflicting" || findings.some(isMistake),
  );
}

function mistakesOf({ lastCheck }: Onboarding) {
  return (lastCheck?.findings ?? []).filter(isMistake);
}

/** Returns the fixes of a record's findings, or its state if there is no finding. */
function fixesFor({ record, checked, findings }: RecordCard, texts: Texts): readonly string[] {
  const fixes = findings.filter(isMistake).map((finding) => fixText(finding, texts));
  return fixes.length > 0 ? fixes : [`${record.type} ${record.name}: ${recordText(checked, texts)}`];
}
