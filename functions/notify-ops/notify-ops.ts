import { enterState } from "#core/failure";
import { changeOnboarding } from "#core/onboarding-store";
import type { Table } from "#core/table";
import type { StateInput } from "#platform/state-input";

/** Completes the onboarding; its event tells operations, the ticket and the customer. */
export async function notifyOps(
  { onboardingId, now }: StateInput,
  { table }: { readonly table: Table },
): Promise<{ status: string }> {
  await enterState(table, { onboardingId, now });
  const { status } = await changeOnboarding(table, onboardingId, (current) =>
    current.status === "ready"
      ? undefined
      : { transition: "complete", event: { type: "ready", at: now, by: "sendworthy" } },
  );
  return { status };
}
