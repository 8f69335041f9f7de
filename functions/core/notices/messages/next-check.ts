import { nextLook } from "#core/onboarding/next-look";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { type Block, paragraph } from "./block.ts";

/** A check within this time has probably begun when somebody reads the message. */
const NOW_MS = 60_000;

/** Says how often we check, or when the next check is. */
export function nextCheckBlock(onboarding: Onboarding, nowMs: number, { text }: Texts): Block {
  const next = nextLook(onboarding, nowMs);
  if ("everyMinutes" in next) return paragraph(text("check.often", { minutes: next.everyMinutes }));
  return paragraph(next.at - nowMs < NOW_MS ? text("check.now") : text("check.next", { at: next.at }));
}
