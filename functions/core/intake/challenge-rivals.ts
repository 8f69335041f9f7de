import { requestProof } from "#core/onboarding/changes/proof-of-control";
import { addSignal } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changePuts, readOnboarding } from "#core/onboarding/store";
import type { Put, Table } from "#core/table";

/**
 * Makes the writes that demand a proof of control from rivals, and returns the rivals, whose executions are
 * resumed afterwards.
 */
export async function challengeRivals(
  rivals: readonly string[],
  now: number,
  { table, newToken }: { readonly table: Pick<Table, "get">; newToken(): string },
): Promise<{ readonly challenged: readonly Onboarding[]; readonly puts: readonly Put[] }> {
  const changed = [];
  for (const onboardingId of rivals) {
    const current = await readOnboarding(table, onboardingId);
    if (current.ownership !== undefined) continue;
    changed.push(
      changePuts(current, {
        // This counts as a signal, so the state machine checks at once and sends the new record to the
        // customer.
        set: {
          ...requestProof(current, "contested", { token: newToken(), now }),
          ...addSignal(current, {}),
        },
        event: { type: "contested", at: now, by: "support" },
      }),
    );
  }
  return {
    challenged: changed.map(({ next }) => next),
    puts: changed.flatMap(({ puts }) => puts),
  };
}
