import { migrationNote } from "#core/instructions/migration-note";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { type Block, paragraph } from "./block.ts";

/** Gives advice for a domain that uses another provider; empty if there is none. */
export function migrationBlocks(onboarding: Onboarding, texts: Texts): Block[] {
  const note = migrationNote(onboarding, texts);
  if (note === undefined) return [];
  const { paragraphs, otherRecords, otherRecordsTitle, afterwards } = note;
  return [
    ...paragraphs.map(paragraph),
    ...(otherRecords.length === 0
      ? []
      : [
          paragraph(otherRecordsTitle),
          { kind: "list", items: otherRecords } as const,
          paragraph(afterwards),
        ]),
  ];
}
