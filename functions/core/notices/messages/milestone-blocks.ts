import { recordCards } from "#core/instructions/record-card";
import { isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { type Block, paragraph } from "./block.ts";

/** Says that DKIM is verified, and which records are still missing at the time of sending. */
export function milestoneBlocks(onboarding: Onboarding): Block[] {
  const { dkimVerified } = WORDS;
  return [paragraph(dkimVerified.body(onboarding)), ...remainingSteps(onboarding)];
}

function remainingSteps(onboarding: Onboarding): Block[] {
  const { dkimVerified, reminded } = WORDS;
  if (!isAwaiting(onboarding)) return [paragraph(dkimVerified.allVerified)];
  const cards = recordCards(onboarding).filter(
    ({ record, checked }) => record.purpose !== "dkim" && checked?.state !== "right",
  );
  if (cards.length === 0) return [paragraph(dkimVerified.awaited(onboarding))];
  return [
    paragraph(dkimVerified.missing(onboarding)),
    { kind: "records", cards },
    paragraph(reminded.next(onboarding)),
  ];
}
