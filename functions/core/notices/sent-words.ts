import * as z from "zod";
import type { Notice } from "#core/onboarding/event";
import type { Key, Put } from "#core/table";
import type { MessageTemplate } from "./messages/block.ts";
import { plainText } from "./messages/plain-text.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long the words of a notice are kept; those of who is forgotten 90 days after the end are gone by then. */
const KEPT_MS = 90 * DAY_MS;

/** Stands for the set-up link, which is the right to act. */
const LINK = "[set-up link]";

const words = z.object({ subject: z.string(), text: z.string() });

/** What a person read in a notice. */
export type SentWords = z.infer<typeof words>;

/** The words of a notice as they are kept. */
export const sentWords = z.object({ at: z.number().int(), words });

/** How the sort keys of kept words begin. */
export const SENT_WORDS = "words#";

/** Where the words of a notice lie, beside its event. */
export function sentWordsKey(onboardingId: string, noticeId: string): Key {
  return { pk: onboardingId, sk: `${SENT_WORDS}${noticeId}` };
}

/** What a message says, without the set-up link. */
export function wordsOf({ subject, blocks }: MessageTemplate, setupUrl: string): SentWords {
  const [link = setupUrl] = setupUrl.split("?");
  return { subject, text: plainText(blocks).replaceAll(link, LINK).trim() };
}

/** Keeps the words of a notice that was sent; what was kept first stays. */
export function sentWordsPut(pk: string, { noticeId }: Notice, said: SentWords, at: number): Put {
  const forgetAt = Math.ceil((at + KEPT_MS) / 1000);
  return {
    item: { ...sentWordsKey(pk, noticeId), version: 1, at, words: said, forgetAt },
    expectedVersion: undefined,
  };
}
