import type { RecordCard } from "#core/instructions/record-card";
import { recordTable } from "#core/instructions/record-table";
import type { Texts } from "#core/words/texts";
import { type Block, paragraph } from "./block.ts";

/** Shows an introduction and then records field by field; nothing if there are no records. */
export function recordBlocks(cards: readonly RecordCard[], introduction: string, texts: Texts): Block[] {
  return cards.length === 0 ? [] : [paragraph(introduction), recordsBlock(cards, texts)];
}

/** Shows records field by field. */
export function recordsBlock(cards: readonly RecordCard[], texts: Texts): Block {
  return { kind: "records", records: cards.map((card) => recordTable(card, texts)) };
}
