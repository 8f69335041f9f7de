import type { RecordCard } from "#core/instructions/record-card";
import { recordTitle } from "#core/instructions/record-text";
import { printable } from "#core/names/printable";
import { WORDS } from "#core/words/words";
import type { Block } from "./block.ts";

/** Renders a message as plain text, complete, since many help desks show nothing else. */
export function plainText(blocks: readonly Block[]): string {
  return `${blocks.map(blockText).join("\n\n")}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return printable(block.text);
    case "list":
      return block.items.map((item) => `- ${printable(item)}`).join("\n");
    case "records":
      return recordsText(block.cards);
    case "link":
      return `${block.label}\n${block.url}`;
  }
}

/** Renders records as plain text, one field a line. */
export function recordsText(cards: readonly RecordCard[]): string {
  return cards.map(cardText).join("\n\n");
}

function cardText(card: RecordCard): string {
  const lines = recordFields(card).map(([label, value]) => `   ${label.padEnd(10)} ${printable(value)}`);
  return [`${card.number}. ${recordTitle(card)}`, ...lines].join("\n");
}

/** Returns the fields of a record, with labels, in the order in which DNS panels ask for them. */
export function recordFields({
  record,
  zone,
  isElsewhere,
  host,
}: RecordCard): (readonly [label: string, value: string])[] {
  const { fields } = WORDS;
  const { type, name, priority, value, ttl } = record;
  return [
    [fields.type, type],
    ...(isElsewhere ? [[fields.zone, zone] as const] : []),
    [fields.host, host],
    [fields.name, name],
    ...(priority === undefined ? [] : [[fields.priority, String(priority)] as const]),
    [fields.value, value],
    [fields.ttl, fields.seconds(ttl)],
  ];
}
