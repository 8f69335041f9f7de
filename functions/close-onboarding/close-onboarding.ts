import { readClaims } from "#core/claim-store";
import { enterState } from "#core/failure";
import { FINAL_STATUSES, type LifecycleEvent } from "#core/lifecycle";
import type { Onboarding } from "#core/onboarding";
import type { EventType } from "#core/onboarding-event";
import { changeOnboarding } from "#core/onboarding-store";
import { leftover } from "#core/release";
import type { Table } from "#core/table";
import type { StateInput } from "#platform/state-input";

interface Closing {
  readonly transition: LifecycleEvent;
  readonly type: EventType;
  readonly closedBecause: string;
}

/** Ends an onboarding that nobody finishes: its claim is free again; what SES holds stays for a while. */
export async function closeOnboarding(
  { onboardingId, now }: StateInput,
  { table }: { readonly table: Table },
): Promise<{ status: string }> {
  await enterState(table, { onboardingId, now });
  const { status } = await changeOnboarding(table, onboardingId, async (current) => {
    if (FINAL_STATUSES.includes(current.status)) return undefined;
    const { transition, type, closedBecause } = closingOf(current);
    const claims = await readClaims(table, current.identity);
    return {
      transition,
      set: { closedBecause },
      event: { type, at: now, by: transition === "cancel" ? "support" : "sendworthy" },
      also: [claims.giveUp(onboardingId, now), ...leftover(current, now)],
    };
  });
  return { status };
}

function closingOf({ signals, closedBecause }: Onboarding): Closing {
  if (signals.cancelledAt !== undefined) {
    return { transition: "cancel", type: "cancelled", closedBecause: "cancelled" };
  }
  if (closedBecause !== undefined) return { transition: "refuse", type: "cancelled", closedBecause };
  return { transition: "expire", type: "expired", closedBecause: "expired" };
}
