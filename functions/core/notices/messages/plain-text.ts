import type { Brand } from "#core/brand/brand";
import type { RecordTable } from "#core/instructions/record-table";
import { printable } from "#core/names/printable";
import type { Block } from "./block.ts";

/** Renders a message as plain text without omissions, because many help desks show nothing else. */
export function plainText(blocks: readonly Block[], brand?: Brand): string {
  const signature = brand === undefined ? [] : [signatureLines(brand).join("\n")];
  return `${[...blocks.map(blockText), ...signature].join("\n\n")}\n`;
}

/** Returns the sender's name and contact details. */
export function signatureLines({ name, supportAddress, supportUrl, legalLine }: Brand): string[] {
  return [name, supportAddress, supportUrl, legalLine].filter((line) => line !== undefined);
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "headline":
    case "urgent":
    case "paragraph":
      return printable(block.text);
    case "list":
      return block.items.map((item) => `- ${printable(item)}`).join("\n");
    case "records":
      return recordsText(block.records);
    case "link":
      return `${printable(block.label)}:\n${block.url}`;
  }
}

/** Renders records as plain text, one field on each line. */
function recordsText(records: readonly RecordTable[]): string {
  return records.map(recordText).join("\n\n");
}

function recordText({ title, fields }: RecordTable): string {
  const width = Math.max(...fields.map(([label]) => label.length));
  const lines = fields.map(([label, value]) => `   ${label.padEnd(width)}  ${printable(value)}`);
  return [title, ...lines].join("\n");
}
