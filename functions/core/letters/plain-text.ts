import { printable } from "#core/printable";
import type { RecordCard } from "#core/record-card";
import type { Block } from "./block.ts";

/** A letter as plain text: all of it, since many help desks and terminals show nothing else. */
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
      return block.cards.map(cardText).join("\n\n");
    case "link":
      return `${block.label}\n${block.url}`;
  }
}

function cardText(card: RecordCard, index: number): string {
  const lines = recordFields(card).map(([label, value]) => `   ${label.padEnd(10)} ${printable(value)}`);
  return [`${index + 1}. ${card.record.type} record`, ...lines].join("\n");
}

/** The fields of a record, each in its own place, as a DNS panel asks for them. */
export function recordFields({ record, host }: RecordCard): (readonly [label: string, value: string])[] {
  const { type, name, priority, value, ttl } = record;
  return [
    ["Type", type],
    ["Host", host],
    ["Full name", name],
    ...(priority === undefined ? [] : [["Priority", String(priority)] as const]),
    ["Value", value],
    ["TTL", `${ttl} seconds`],
  ];
}
