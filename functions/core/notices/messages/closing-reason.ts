import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { type Block, paragraph } from "./block.ts";

/** The reasons that have a text. */
const CODES = [
  "cancelled",
  "cancelled-by-operator",
  "control-not-proved",
  "identity-taken",
  "released",
] as const;

/** Reasons that the message contains in any case. */
const EXPLAINED_IN_MESSAGE: readonly string[] = ["expired", "not-approved"];

type Closed = Pick<Onboarding, "closedBecause" | "signals">;

/**
 * Explains why an onboarding was closed. A known code has a text; any other reason is shown as the operator
 * typed it.
 */
export function reasonOf(onboarding: Closed, { text }: Texts): Block[] {
  const reason = codeOf(onboarding);
  if (reason === undefined || EXPLAINED_IN_MESSAGE.includes(reason)) return [];
  const code = CODES.find((one) => one === reason);
  return [paragraph(code === undefined ? text("closing.other", { reason }) : text(`closing.${code}`))];
}

/** An operator's cancellation and one in the ticket have the same code. */
function codeOf({ closedBecause, signals }: Closed): string | undefined {
  const isByOperator = signals.cancelledBy?.startsWith("operator:") === true;
  return closedBecause === "cancelled" && isByOperator ? "cancelled-by-operator" : closedBecause;
}
