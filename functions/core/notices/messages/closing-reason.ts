import { WORDS } from "#core/words/words";
import { type Block, paragraph } from "./block.ts";

const REASONS: Readonly<Record<string, string>> = WORDS.closingReasons;

/** Explains why an onboarding was closed: a known code gets a text, any other reason is shown as it was typed. */
export function reasonOf(closedBecause: string | undefined): Block[] {
  if (closedBecause === undefined) return [];
  const reason = Object.hasOwn(REASONS, closedBecause) ? REASONS[closedBecause] : closedBecause;
  return [paragraph(WORDS.because(reason ?? closedBecause))];
}
