import { describe, expect, it } from "vitest";
import { readCatalogue } from "../../infra/locales/write.ts";
import { readRepositoryFile } from "../support/deployment.ts";
import { DOCUMENTS } from "../support/documents.ts";
import { AVOIDED, averageGrade, sentencesOf } from "../support/readability.ts";

/** Arguments are left out, because customers and not we write them. */
const ARGUMENT = /\{[^{}]*\}/g;

describe("the English sentences", () => {
  // The sentences that people read, without commands to type.
  const sentences = Object.entries(readCatalogue("en"))
    .filter(([, message]) => !/npm run|aws sesv2|plural|select/.test(message))
    .flatMap(([key, message]) =>
      sentencesOf(message.replaceAll(ARGUMENT, "it")).map((sentence) => ({ key, ...sentence })),
    );

  it("are those of a text for the fourth grade on average", () => {
    expect(sentences.length).toBeGreaterThan(200);
    expect(averageGrade(sentences)).toBeLessThan(4);
  });

  it("are none of them harder than the fourteenth grade", () => {
    expect(sentences.filter(({ grade }) => grade > 14)).toEqual([]);
  });

  it("have at most 28 words each", () => {
    expect(sentences.filter(({ count }) => count > 28)).toEqual([]);
  });
});

/** Returns the prose of a page, without code, tables, headings and link targets. */
function proseOf(page: string): string {
  return readRepositoryFile(page)
    .replaceAll(/^```[\s\S]*?^```/gm, "")
    .replaceAll(/^\s*(?:\||#|<).*$/gm, "")
    .replaceAll(/`[^`]*`/g, "mail")
    .replaceAll(/\]\([^)]*\)|<[^>]*>/g, "")
    .split(/\n\s*\n|\n\s*(?:[-*]|\d+\.) /)
    .join("\n:\n");
}

/** Decisions are left out because they are for developers, and findings because they quote the catalogue. */
const PAGES = DOCUMENTS.filter((page) => /^(?:README|CONTRIBUTING|docs\/[\w-]+)\.md$/.test(page));

describe("a page of the documentation", () => {
  it.each(PAGES)("%s avoids words that are hard to read", (page) => {
    const lines = readRepositoryFile(page)
      .replaceAll(/`[^`\n]*`/g, "")
      .split("\n");
    expect(lines.filter((line) => AVOIDED.test(line))).toEqual([]);
  });

  it.each(PAGES)("%s is written for a reader in a hurry", (page) => {
    const sentences = sentencesOf(proseOf(page));
    expect(averageGrade(sentences)).toBeLessThan(8);
    expect(sentences.filter(({ count }) => count > 40)).toEqual([]);
  });
});
