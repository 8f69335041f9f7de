import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { type Block, paragraph } from "./block.ts";

const REASONS: Readonly<Record<string, string>> = WORDS.closingReasons;

/** Explains why an onboarding was closed: a known code gets a text, any other reason is shown as it was typed. */
export function reasonOf(onboarding: Pick<Onboarding, "closedBecause" | "signals">): Block[] {
  const code = codeOf(onboarding);
  if (code === undefined) return [];
  const reason = Object.hasOwn(REASONS, code) ? REASONS[code] : code;
  return [paragraph(WORDS.because(reason ?? code))];
}

/** An operator's cancellation has the same code as one in the ticket. */
function codeOf({
  closedBecause,
  signals,
}: Pick<Onboarding, "closedBecause" | "signals">): string | undefined {
  const isByOperator = signals.cancelledBy?.startsWith("operator:") === true;
  return closedBecause === "cancelled" && isByOperator ? "cancelled-by-operator" : closedBecause;
}
