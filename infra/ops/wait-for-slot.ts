import type { SesBudget } from "#core/verification/ses-ports";

/** The clock and the SES budget of a command that calls SES itself. */
export interface SlotDeps {
  readonly budget: SesBudget;
  now(): number;
  pause(ms: number): Promise<void>;
}

/** Waits for a slot of the SES budget, which the state machine shares. */
export async function waitForSlot({ budget, now, pause }: SlotDeps): Promise<void> {
  const slotAt = await budget.take(now());
  if (slotAt > now()) await pause(slotAt - now());
}
