import { WORDS } from "#core/words/words";
import { type Block, paragraph } from "./block.ts";

/** Drops blocks from the end until the rest is at most `longest` long, and adds a note that text was left out. */
export function shortenTo(
  blocks: readonly Block[],
  longest: number,
  lengthOf: (blocks: readonly Block[]) => number,
): readonly Block[] {
  if (lengthOf(blocks) <= longest) return blocks;
  const more = paragraph(WORDS.tickets.shortened);
  for (let count = blocks.length - 1; count > 0; count -= 1) {
    const shorter = [...blocks.slice(0, count), more];
    if (lengthOf(shorter) <= longest) return shorter;
  }
  return [more];
}
