import type { Onboarding } from "#core/onboarding/onboarding";
import type { SesBudget } from "./ses-ports.ts";

/** A slot that was not used for this long is given back: the budget has moved on. */
const SLOT_KEEPS_MS = 60_000;

/** When this onboarding may make its next SES call: its own slot if it holds one, else the next free one. */
export async function nextSlot(current: Onboarding, nowMs: number, budget: SesBudget): Promise<number> {
  const { slotAt } = current.ses;
  return slotAt !== undefined && slotAt > nowMs - SLOT_KEEPS_MS ? slotAt : budget.take(nowMs);
}
