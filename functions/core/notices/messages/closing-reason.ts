import { WORDS } from "#core/words/words";
import { type Block, paragraph } from "./block.ts";

const REASONS: Readonly<Record<string, string>> = WORDS.closingReasons;

/** Why an onboarding was closed: a code has words of its own, what somebody typed is shown as it is. */
export function reasonOf(closedBecause: string | undefined): Block[] {
  if (closedBecause === undefined) return [];
  const reason = Object.hasOwn(REASONS, closedBecause) ? REASONS[closedBecause] : closedBecause;
  return [paragraph(WORDS.because(reason ?? closedBecause))];
}
