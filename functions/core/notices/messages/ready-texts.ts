import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";

type ReadyTexts = Pick<typeof WORDS.ready, "customer" | "keep" | "ticket" | "ops">;

/** Returns the texts for a ready domain, with or without a custom MAIL FROM domain. */
export function readyTexts({ withoutMailFrom }: Onboarding): ReadyTexts {
  return withoutMailFrom === undefined ? WORDS.ready : WORDS.readyWithoutMailFrom;
}
