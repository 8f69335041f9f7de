import { requestProof } from "#core/onboarding/changes/proof-of-control";
import { addSignal } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changePuts, readOnboarding } from "#core/onboarding/store";
import type { Put, Table } from "#core/table";

/** The writes that ask rivals for a proof of control, and the rivals themselves, whose executions are resumed afterwards. */
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
        // The customer hears of the new record at once: as after a signal, the machine checks and sends it.
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
