import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { type Block, paragraph } from "./block.ts";

/** A check that is nearer than this has begun when somebody reads the message. */
const NOW_MS = 60_000;

/** Says when the next automatic check is. */
export function nextCheckBlock({ schedule }: Onboarding, nowMs: number, { text }: Texts): Block {
  const { nextCheckAt: at } = schedule;
  return paragraph(at - nowMs < NOW_MS ? text("check.now") : text("check.next", { at }));
}
