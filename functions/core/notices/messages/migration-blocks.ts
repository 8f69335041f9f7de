import { migrationNote } from "#core/instructions/migration-note";
import type { Onboarding } from "#core/onboarding/onboarding";
import { type Block, paragraph } from "./block.ts";

/** What to keep in mind where another provider sends for the domain; nothing where none does. */
export function migrationBlocks(onboarding: Onboarding): Block[] {
  const note = migrationNote(onboarding);
  if (note === undefined) return [];
  const { title, paragraphs, theirs, theirsTitle, afterwards } = note;
  const [first = "", ...others] = paragraphs;
  return [
    paragraph(`${title}: ${first}`),
    ...others.map(paragraph),
    ...(theirs.length === 0
      ? []
      : [paragraph(`${theirsTitle}:`), { kind: "list", items: theirs } as const, paragraph(afterwards)]),
  ];
}
