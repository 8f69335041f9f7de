import { Parser } from "htmlparser2";
import * as z from "zod";
import { cut } from "#core/names/cut";

/** A form is near the beginning of a text; the quoted messages below it may be long. */
const LONGEST_TEXT = 50_000;

/** HTML elements that begin a new line. */
const BLOCKS = new Set(
  "address blockquote br dd div dl dt fieldset form h1 h2 h3 h4 h5 h6 hr li ol p pre section table tbody tr ul".split(
    " ",
  ),
);

const HIDDEN = new Set(["head", "script", "style", "template", "title"]);

/** Matches an HTML tag, but not an address in angle brackets. */
const TAG =
  /<\/?(?:a|b|body|br|div|em|font|h\d|html|i|li|ol|p|pre|span|strong|table|tbody|td|tr|ul)(?=[\s/>])/i;

/**
 * The parts of the Atlassian Document Format that contain text:
 * https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */
const documentNode = z.object({
  type: z.string(),
  text: z.string().optional(),
  content: z.array(z.unknown()).optional(),
});

/** Text that a person wrote is never nested more deeply. */
const DEEPEST = 30;

/** The prefix of a quoted line. */
const QUOTED = "> ";

/**
 * Returns the lines of a ticket's text: plain text, HTML, or an Atlassian document. Tabs separate the cells
 * of a table, and a quoted line begins with `>`.
 */
export function linesOf(text: unknown): string[] {
  const plain = typeof text !== "string" ? documentText(text) : TAG.test(text) ? htmlText(text) : text;
  return cut(plain, LONGEST_TEXT)
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) =>
      line
        .replace(/\p{Cf}/gu, "")
        .replace(/[^\S\t]+/gu, " ")
        .trim(),
    );
}

/** An HTML tag that ends a line. A text without one is plain text that happens to contain a tag. */
const LINE_END = /<\/?(?:br|div|h\d|li|ol|p|pre|table|tr|ul)(?=[\s/>])/i;

function htmlText(html: string): string {
  const space = LINE_END.test(html) ? /\s+/gu : /[^\S\n]+/gu;
  const parts: string[] = [];
  let hidden = 0;
  let quoted = 0;
  const lineEnd = (): string => (quoted > 0 ? `\n${QUOTED}` : "\n");
  const parser = new Parser({
    onopentag(name) {
      if (HIDDEN.has(name)) hidden += 1;
      if (name === "blockquote") quoted += 1;
      if (BLOCKS.has(name)) parts.push(lineEnd());
    },
    ontext(text) {
      if (hidden === 0) parts.push(text.replace(space, " ").replaceAll("\n", lineEnd()));
    },
    onclosetag(name) {
      if (HIDDEN.has(name)) hidden -= 1;
      if (name === "blockquote") quoted -= 1;
      if (BLOCKS.has(name) && name !== "br") parts.push(lineEnd());
      if (name === "td" || name === "th") parts.push("\t");
    },
  });
  parser.end(cut(html, LONGEST_TEXT));
  return parts.join("");
}

function documentText(node: unknown, depth = 0): string {
  const parsed = documentNode.safeParse(node);
  if (!parsed.success || depth > DEEPEST) return "";
  const { type, text = "", content = [] } = parsed.data;
  const inside = text + content.map((child) => documentText(child, depth + 1)).join("");
  if (type === "text") return inside;
  if (type === "tableCell" || type === "tableHeader") return `${inside.trim()}\t`;
  if (type === "blockquote") return inside.replace(/^(?=.)/gm, QUOTED);
  return type === "hardBreak" ? "\n" : `${inside}\n`;
}
