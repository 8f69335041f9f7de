import { migrationNote } from "#core/instructions/migration-note";
import type { Onboarding } from "#core/onboarding/onboarding";
import { type Block, paragraph } from "./block.ts";

/** Gives advice for a domain that another provider sends for; empty if there is none. */
export function migrationBlocks(onboarding: Onboarding): Block[] {
  const note = migrationNote(onboarding);
  if (note === undefined) return [];
  const { title, paragraphs, otherRecords, otherRecordsTitle, afterwards } = note;
  const [first = "", ...others] = paragraphs;
  return [
    paragraph(`${title}: ${first}`),
    ...others.map(paragraph),
    ...(otherRecords.length === 0
      ? []
      : [
          paragraph(`${otherRecordsTitle}:`),
          { kind: "list", items: otherRecords } as const,
          paragraph(afterwards),
        ]),
  ];
}
