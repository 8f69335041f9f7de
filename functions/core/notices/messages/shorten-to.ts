import { textsIn } from "#core/words/texts";
import { type Block, type MessageTemplate, paragraph } from "./block.ts";

/** Drops blocks from the end until the rest fits into `longest`, and adds a note about the omission. */
export function shortenTo(
  { blocks, language }: Pick<MessageTemplate, "blocks" | "language">,
  longest: number,
  lengthOf: (blocks: readonly Block[]) => number,
): readonly Block[] {
  if (lengthOf(blocks) <= longest) return blocks;
  const more = paragraph(textsIn(language).text("ticket.shortened"));
  for (let count = blocks.length - 1; count > 0; count -= 1) {
    const shorter = [...blocks.slice(0, count), more];
    if (lengthOf(shorter) <= longest) return shorter;
  }
  return [more];
}
