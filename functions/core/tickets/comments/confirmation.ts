import EmailReplyParser from "email-reply-parser";
import { cut } from "#core/names/cut";
import { CLOSINGS, CONFIRMING_PHRASES, GREETINGS } from "./phrases.ts";

/**
 * More than a short phrase with courtesies needs. The limit exists because the parser's time grows with the
 * cube of the length.
 */
const LONGEST = 600;

/** One to three capitalised words: a line of the signature after a closing. */
const NAME = /^\s*\p{Lu}[\p{L}\p{M}'.-]*( \p{Lu}[\p{L}\p{M}'.-]*){0,2}\s*$/u;

/**
 * True if a reply only says that the records are published, in a listed phrase. Quotations, signatures and
 * courtesies are ignored. A reply with a question or any other word is left to a person.
 */
export function isConfirmation(text: string): boolean {
  const sentences = new EmailReplyParser()
    .parseReply(cut(withoutRuns(text), LONGEST))
    .split("\n")
    .flatMap((line) => line.split(/(?<=[.!,;])\s/))
    .filter((sentence) => sentence.trim() !== "");
  if (sentences.some((sentence) => sentence.includes("?"))) return false;
  const phrases = withoutSignature(sentences)
    .map(plainWords)
    .filter((phrase) => phrase !== "" && !isCourtesy(phrase));
  return phrases.length > 0 && phrases.every((phrase) => CONFIRMING_PHRASES.has(phrase));
}

/**
 * Keeps one line of each run of quoted or empty lines, so that the reply's own text stays within the limit.
 */
function withoutRuns(text: string): string {
  const lines = text.split("\n").map((line) => (/^\s*>/.test(line) ? ">" : line.trimEnd()));
  return lines
    .filter((line, index) => !(line === "" || line === ">") || line !== lines[index - 1])
    .join("\n");
}

/** The most lines of a signature: a name, a role, a company and a place. */
const MOST_NAMES = 4;

function withoutSignature(sentences: readonly string[]): readonly string[] {
  const closing = sentences.findLastIndex((sentence) => begins(plainWords(sentence), CLOSINGS));
  const signature = sentences.slice(closing + 1);
  const isSigned =
    closing > 0 && signature.length <= MOST_NAMES && signature.every((line) => NAME.test(line));
  return isSigned ? sentences.slice(0, closing + 1) : sentences;
}

/** Returns the words of a sentence in lower case, without punctuation. */
function plainWords(sentence: string): string {
  return sentence
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/[^\p{L}\p{M}\p{N}' ]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function isCourtesy(phrase: string): boolean {
  return begins(phrase, GREETINGS) || begins(phrase, CLOSINGS);
}

/** True for a courtesy with at most three more words, such as "Hi Anna" or "Thanks a lot". */
function begins(phrase: string, courtesies: readonly string[]): boolean {
  return courtesies.some(
    (courtesy) => phrase === courtesy || (phrase.startsWith(`${courtesy} `) && phrase.split(" ").length <= 4),
  );
}
