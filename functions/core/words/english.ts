import { ENGLISH_ADDRESSES } from "#core/words/english-addresses";
import { ENGLISH_FAULTS } from "#core/words/english-faults";
import { ENGLISH_WAITING } from "#core/words/english-waiting";

/** All texts for customers and staff, in English. */
export const ENGLISH = {
  /** The `lang` attribute of pages and mails. */
  lang: "en",

  ...ENGLISH_FAULTS,
  ...ENGLISH_ADDRESSES,
  ...ENGLISH_WAITING,
};
