import * as z from "zod";

const node = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  content: z.array(z.unknown()).default([]),
  marks: z
    .array(z.object({ type: z.string(), attrs: z.object({ href: z.string() }).optional() }))
    .default([]),
});

const ELEMENTS: Readonly<Record<string, string>> = {
  paragraph: "p",
  bulletList: "ul",
  listItem: "li",
  table: "table",
  tableRow: "tr",
  tableHeader: "th",
  tableCell: "td",
};

const MARKS: Readonly<Record<string, string>> = { strong: "strong", code: "code" };

/** Returns a document in the Atlassian Document Format as HTML; it supports the nodes that our answers contain. */
export function documentHtml(document: unknown): string {
  const { type, text, content, marks } = node.parse(document);
  if (text !== undefined) {
    return marks.reduce((inner, mark) => {
      const element = MARKS[mark.type];
      if (mark.attrs !== undefined) return `<a href="${escaped(mark.attrs.href)}">${inner}</a>`;
      return element === undefined ? inner : `<${element}>${inner}</${element}>`;
    }, escaped(text));
  }
  if (type === "hardBreak") return "<br>";
  const inner = content.map(documentHtml).join("");
  const element = ELEMENTS[type];
  return element === undefined ? inner : `<${element}>${inner}</${element}>\n`;
}

function escaped(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
