import { DMARC_MISTAKES, ROOT_MISTAKES } from "./domain-mistakes.ts";
import { KEY_MISTAKES } from "./key-mistakes.ts";
import { MX_MISTAKES, SPF_MISTAKES } from "./mail-from-mistakes.ts";
import type { Mistake } from "./mistake.ts";
import { NAME_MISTAKES } from "./name-mistakes.ts";

/** All mistakes of the bench. */
export const MISTAKES: readonly Mistake[] = [
  ...KEY_MISTAKES,
  ...MX_MISTAKES,
  ...SPF_MISTAKES,
  ...NAME_MISTAKES,
  ...DMARC_MISTAKES,
  ...ROOT_MISTAKES,
];
