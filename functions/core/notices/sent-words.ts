import * as z from "zod";
import type { Notice } from "#core/onboarding/event";
import type { Key, Put } from "#core/table";
import type { MessageTemplate } from "./messages/block.ts";
import { plainText } from "./messages/plain-text.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * How long the text of a notice is kept. Personal data is erased 90 days after the end of an onboarding, and
 * these texts are gone by then, too.
 */
const KEPT_MS = 90 * DAY_MS;

/** Replaces the set-up link, because the link gives the right to act. */
const LINK = "[set-up link]";

const words = z.object({ subject: z.string(), text: z.string() });

/** The text of a notice as a person received it. */
export type SentWords = z.infer<typeof words>;

/** The stored text of a notice. */
export const sentWords = z.object({ at: z.number().int(), words });

/** The prefix of the sort keys of stored texts. */
export const SENT_WORDS = "words#";

/** Returns the key of a notice's stored text, in the partition of its event. */
export function sentWordsKey(onboardingId: string, noticeId: string): Key {
  return { pk: onboardingId, sk: `${SENT_WORDS}${noticeId}` };
}

/** Returns the text of a message without the set-up link. */
export function wordsOf({ subject, blocks }: MessageTemplate, setupUrl: string): SentWords {
  const [link = setupUrl] = setupUrl.split("?");
  return { subject, text: plainText(blocks).replaceAll(link, LINK).trim() };
}

/** Makes the write that stores the text of a sent notice; an earlier text stays. */
export function sentWordsPut(pk: string, { noticeId }: Notice, said: SentWords, at: number): Put {
  const forgetAt = Math.ceil((at + KEPT_MS) / 1000);
  return {
    item: { ...sentWordsKey(pk, noticeId), version: 1, at, words: said, forgetAt },
    expectedVersion: undefined,
  };
}
