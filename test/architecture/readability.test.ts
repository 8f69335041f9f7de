import { fleschKincaid } from "flesch-kincaid";
import { syllable } from "syllable";
import { describe, expect, it } from "vitest";
import { readCatalogue } from "../../infra/locales/write.ts";

/** Names of the field, of parts of the deployment and of files are long, and readers know them: each counts as one short word. */
const NAMES =
  /\b(?:(?:[A-Z][a-z]+){2,}|docs\/[a-z-]+\.md|Amazon SES|Amazon|DKIM|DMARC|SPF|CNAME|MX|TXT|MAIL FROM|TTL|DNS|onboarding)\b/g;

/** An argument is as long as what a customer gave it, and is no word of ours. */
const ARGUMENT = /\{[^{}]*\}/g;

/** What people read, without commands to type. */
const SENTENCES = Object.entries(readCatalogue("en"))
  .filter(([, message]) => !/npm run|aws sesv2|plural|select/.test(message))
  .flatMap(([key, message]) =>
    message
      .replaceAll(ARGUMENT, "it")
      .replaceAll(NAMES, "mail")
      .split(/(?<=[.?!:])\s+/)
      .map((sentence) => ({ key, words: sentence.match(/[\p{L}’]+/gu) ?? [] })),
  )
  .filter(({ words }) => words.length >= 5);

/** The school grade of a sentence (Flesch–Kincaid). */
function gradeOf(words: readonly string[]): number {
  const syllables = words.reduce((sum, word) => sum + syllable(word), 0);
  return fleschKincaid({ sentence: 1, word: words.length, syllable: syllables });
}

describe("the English sentences", () => {
  const grades = SENTENCES.map(({ key, words }) => ({ key, grade: gradeOf(words), words: words.join(" ") }));

  it("are those of a text for the fourth grade on average", () => {
    expect(grades.length).toBeGreaterThan(200);
    expect(grades.reduce((sum, { grade }) => sum + grade, 0) / grades.length).toBeLessThan(4);
  });

  it("are none of them harder than the fourteenth grade", () => {
    expect(grades.filter(({ grade }) => grade > 14)).toEqual([]);
  });

  it("have at most 28 words each", () => {
    expect(SENTENCES.filter(({ words }) => words.length > 28).map(({ key }) => key)).toEqual([]);
  });
});
