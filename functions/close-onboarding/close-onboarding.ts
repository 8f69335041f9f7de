import { type Closing, closeUnfinished, EXPIRED } from "#core/onboarding/changes/close-unfinished";
import { enterState } from "#core/onboarding/changes/failed-execution";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import type { Table } from "#core/table";
import type { StateInput } from "#platform/triggers/state-input";

/** Closes an onboarding that ends unfinished. */
export async function closeOnboarding(
  { onboardingId, attempt, now }: StateInput,
  { table }: { readonly table: Table },
): Promise<{ status: string }> {
  await enterState(table, { onboardingId, attempt, now });
  const { status } = await changeOnboarding(table, onboardingId, async (current) =>
    current.attempt === attempt ? closeUnfinished(table, current, closingOf(current), now) : undefined,
  );
  return { status };
}

function closingOf({ signals, closedBecause }: Onboarding): Closing {
  if (signals.cancelledAt !== undefined) {
    return { transition: "cancel", closedBecause: "cancelled", by: signals.cancelledBy ?? "support" };
  }
  if (closedBecause !== undefined) return { transition: "refuse", closedBecause, by: "sendworthy" };
  return EXPIRED;
}
