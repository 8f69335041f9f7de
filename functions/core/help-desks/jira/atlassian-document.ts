import type { RecordTable } from "#core/instructions/record-table";
import { printable } from "#core/names/printable";
import type { Block } from "#core/notices/messages/block";

/**
 * A node of the Atlassian Document Format:
 * https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */
interface AtlassianNode {
  readonly type: string;
  readonly text?: string;
  readonly content?: readonly AtlassianNode[];
  readonly marks?: readonly { readonly type: string; readonly attrs?: { readonly href: string } }[];
}

/** A Jira comment. The format is a tree, so text is never interpreted as markup. */
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
    case "headline":
    case "urgent":
      return [paragraph({ ...text(block.text), marks: [{ type: "strong" }] })];
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
      return block.records.flatMap(recordNodes);
  }
}

function recordNodes({ title, fields }: RecordTable): AtlassianNode[] {
  const rows = fields.map(([label, value]) => ({
    type: "tableRow",
    content: [
      { type: "tableHeader", content: [paragraph(text(label))] },
      { type: "tableCell", content: [paragraph({ ...text(value), marks: [{ type: "code" }] })] },
    ],
  }));
  return [paragraph({ ...text(title), marks: [{ type: "strong" }] }), { type: "table", content: rows }];
}

function paragraph(...content: AtlassianNode[]): AtlassianNode {
  return { type: "paragraph", content };
}

/** The format forbids empty text nodes. */
function text(of: string): AtlassianNode {
  return { type: "text", text: printable(of) || " " };
}
