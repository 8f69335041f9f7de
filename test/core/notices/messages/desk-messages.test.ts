import { describe, expect, it } from "vitest";
import { atlassianDocument } from "#core/help-desks/jira/atlassian-document";
import { recordCards } from "#core/instructions/record-card";
import { recordTable } from "#core/instructions/record-table";
import type { Block } from "#core/notices/messages/block";
import { deskHtml } from "#core/notices/messages/desk-html";
import { shortenTo } from "#core/notices/messages/shorten-to";
import { textsIn } from "#core/words/texts";
import { onboardingOf } from "../../../support/onboarding-fixture.ts";

const HOSTILE = '<img src=x onerror=alert(1)>\u202E[link|http://x.example] {noformat} "quoted"\n';

const BLOCKS: Block[] = [
  { kind: "paragraph", text: HOSTILE },
  { kind: "list", items: [HOSTILE, "second"] },
  { kind: "link", label: "The guide:", url: "https://guide.example/?a=1&b=2" },
  { kind: "records", records: recordCards(onboardingOf()).map((card) => recordTable(card, textsIn("en"))) },
];

describe("the HTML of help desks", () => {
  const html = deskHtml(BLOCKS);

  it("holds one table a record, with each field in a row of its own", () => {
    expect(html.match(/<table/g)).toHaveLength(5);
    expect(html).toContain('<tr><th align="left">Priority</th><td><code>10</code></td></tr>');
    expect(html.match(/<tr>/g)).toHaveLength(4 * 3 + 4);
  });

  it("escapes all values, and removes characters that change the text direction", () => {
    expect(html).not.toContain("<img");
    expect(html).not.toContain("\u202E");
    expect(html).toContain('<a href="https://guide.example/?a=1&amp;b=2">');
  });

  it("is a fragment without styles, which desks would drop", () => {
    expect(html).not.toMatch(/<html|<body|style=|<script/);
  });
});

describe("the document of Jira", () => {
  const document = atlassianDocument(BLOCKS);
  const nodes = (type: string) => JSON.stringify(document).match(new RegExp(`"type":"${type}"`, "g")) ?? [];

  it("holds one table a record, with each field in a row of its own", () => {
    expect(document).toMatchObject({ type: "doc", version: 1 });
    expect(nodes("table")).toHaveLength(5);
    expect(nodes("tableRow")).toHaveLength(4 * 3 + 4);
  });

  it("has what strangers wrote as text, which can't be markup", () => {
    const [paragraph] = document.content ?? [];
    expect(paragraph?.content).toEqual([
      { type: "text", text: HOSTILE.replace("\u202E", "\uFFFD").replace("\n", "\uFFFD") },
    ]);
  });

  it("has no empty text, which Jira refuses", () => {
    expect(JSON.stringify(atlassianDocument([{ kind: "paragraph", text: "" }]))).toContain('"text":" "');
  });
});

describe("a text that is too long", () => {
  const lengthOf = (some: readonly Block[]) => JSON.stringify(some).length;
  const blocks = Array.from({ length: 50 }, (): Block => ({ kind: "paragraph", text: "x".repeat(100) }));
  const many = { blocks, language: "en" } as const;

  it("is cut at the end of a block, and says so", () => {
    const shorter = shortenTo(many, 2000, lengthOf);
    expect(lengthOf(shorter)).toBeLessThanOrEqual(2000);
    expect(shorter.length).toBeGreaterThan(10);
    expect(shorter.at(-1)).toMatchObject({ text: "This comment was too long. The rest was left out." });
  });

  it("is only that sentence if no block fits", () => {
    expect(shortenTo(many, 10, lengthOf)).toHaveLength(1);
  });

  it("is left as it is where it fits", () => {
    expect(shortenTo(many, 100_000, lengthOf)).toBe(blocks);
  });
});
