import type { Onboarding } from "#core/onboarding/onboarding";
import type { SesBudget } from "./ses-ports.ts";

/** A slot older than this is not used, because the budget has moved on; a new one is taken. */
const SLOT_KEEPS_MS = 60_000;

/**
 * Returns the time at which this onboarding may make its next SES call: its own slot if it has a valid one,
 * or else the next free slot.
 */
export async function nextSlot(current: Onboarding, nowMs: number, budget: SesBudget): Promise<number> {
  const { slotAt } = current.ses;
  return slotAt !== undefined && slotAt > nowMs - SLOT_KEEPS_MS ? slotAt : budget.take(nowMs);
}
