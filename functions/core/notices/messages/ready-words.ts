import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";

type ReadyWords = Pick<typeof WORDS.ready, "customer" | "keep" | "ticket" | "ops">;

/** What is said of a ready domain: of a MAIL FROM domain only if it has one. */
export function readyWords({ withoutMailFrom }: Onboarding): ReadyWords {
  return withoutMailFrom === undefined ? WORDS.ready : WORDS.readyWithoutMailFrom;
}
