import type { RecordCard } from "#core/instructions/record-card";
import { recordTitle } from "#core/instructions/record-text";
import { printable } from "#core/names/printable";
import type { Block } from "#core/notices/messages/block";
import { recordFields } from "#core/notices/messages/plain-text";

/** A node of the format: https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/ */
interface AtlassianNode {
  readonly type: string;
  readonly text?: string;
  readonly content?: readonly AtlassianNode[];
  readonly marks?: readonly { readonly type: string; readonly attrs?: { readonly href: string } }[];
}

/** A comment in Jira. The format is a tree, so text can't be mistaken for markup. */
export interface AtlassianDocument extends AtlassianNode {
  readonly type: "doc";
  readonly version: 1;
}

/** Renders blocks in the Atlassian Document Format. */
export function atlassianDocument(blocks: readonly Block[]): AtlassianDocument {
  return { type: "doc", version: 1, content: blocks.flatMap(nodesOf) };
}

function nodesOf(block: Block): AtlassianNode[] {
  switch (block.kind) {
    case "paragraph":
      return [paragraph(text(block.text))];
    case "list":
      return [
        {
          type: "bulletList",
          content: block.items.map((item) => ({ type: "listItem", content: [paragraph(text(item))] })),
        },
      ];
    case "link": {
      const link = [{ type: "link", attrs: { href: block.url } }];
      return [paragraph(text(block.label), { type: "hardBreak" }, { ...text(block.url), marks: link })];
    }
    case "records":
      return block.cards.flatMap(cardNodes);
  }
}

function cardNodes(card: RecordCard): AtlassianNode[] {
  const title = text(`${card.number}. ${recordTitle(card)}`);
  const rows = recordFields(card).map(([label, value]) => ({
    type: "tableRow",
    content: [
      { type: "tableHeader", content: [paragraph(text(label))] },
      { type: "tableCell", content: [paragraph({ ...text(value), marks: [{ type: "code" }] })] },
    ],
  }));
  return [paragraph({ ...title, marks: [{ type: "strong" }] }), { type: "table", content: rows }];
}

function paragraph(...content: AtlassianNode[]): AtlassianNode {
  return { type: "paragraph", content };
}

/** The format forbids empty text. */
function text(of: string): AtlassianNode {
  return { type: "text", text: printable(of) || " " };
}
