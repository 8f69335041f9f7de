import { ENGLISH } from "#core/words/english";

/** The texts that a language has to provide. */
export type Words = typeof ENGLISH;

/** All texts for people, in the language of this deployment. */
export const WORDS: Words = ENGLISH;
