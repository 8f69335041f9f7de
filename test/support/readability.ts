import { fleschKincaid } from "flesch-kincaid";
import { syllable } from "syllable";

/**
 * Names of records, parts of the deployment and files are long but known to readers, so each counts as one
 * short word.
 */
const NAMES =
  /\b(?:(?:[A-Z][a-z]+){2,}|docs\/[a-z-]+\.md|Amazon SES|Amazon|DKIM|DMARC|SPF|CNAME|MX|TXT|MAIL FROM|TTL|DNS|onboarding)\b/g;

/** Words that are hard to understand in a hurry or in a foreign language. */
export const AVOIDED =
  /\b(?:mend(?:ed)?|stands?|whoever|whom|heed|anew|afresh|as it must be|by ourselves|is to send|see to it|called off)\b/i;

/** A sentence of at least five words. */
interface Sentence {
  readonly words: string;
  readonly count: number;
  /** The Flesch–Kincaid grade. */
  readonly grade: number;
}

/** Returns the sentences of a text with their grades. */
export function sentencesOf(text: string): Sentence[] {
  return text
    .replaceAll(NAMES, "mail")
    .split(/(?<=[.?!:])\s+/)
    .map((sentence) => sentence.match(/[\p{L}’']+/gu) ?? [])
    .filter((words) => words.length >= 5)
    .map((words) => ({ words: words.join(" "), count: words.length, grade: gradeOf(words) }));
}

/** Returns the average grade of sentences. */
export function averageGrade(sentences: readonly Sentence[]): number {
  return sentences.reduce((sum, { grade }) => sum + grade, 0) / sentences.length;
}

function gradeOf(words: readonly string[]): number {
  const syllables = words.reduce((sum, word) => sum + syllable(word), 0);
  return fleschKincaid({ sentence: 1, word: words.length, syllable: syllables });
}
