import { ENGLISH } from "#core/words/english";

/** What another language must say, too. */
export type Words = typeof ENGLISH;

/** Everything that is said to people, in the language of this deployment. */
export const WORDS: Words = ENGLISH;
