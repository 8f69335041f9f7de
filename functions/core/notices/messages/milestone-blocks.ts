import { recordCards } from "#core/instructions/record-card";
import { isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { type Block, paragraph } from "./block.ts";

/** That from addresses can be added, and what is still to come: as things stand when it is sent, not when it happened. */
export function milestoneBlocks(onboarding: Onboarding): Block[] {
  const { dkimVerified } = WORDS;
  return [paragraph(dkimVerified.body(onboarding)), ...stillToCome(onboarding)];
}

function stillToCome(onboarding: Onboarding): Block[] {
  const { dkimVerified, reminded } = WORDS;
  if (!isAwaiting(onboarding)) return [paragraph(dkimVerified.mended)];
  const cards = recordCards(onboarding).filter(
    ({ record, look }) => record.purpose !== "dkim" && look?.state !== "right",
  );
  if (cards.length === 0) return [paragraph(dkimVerified.awaited(onboarding))];
  return [
    paragraph(dkimVerified.missing(onboarding)),
    { kind: "records", cards },
    paragraph(reminded.next(onboarding)),
  ];
}
