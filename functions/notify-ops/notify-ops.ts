import { enterUnlessOver } from "#core/onboarding/changes/failed-execution";
import { openIncident } from "#core/onboarding/incident";
import { changeOnboarding } from "#core/onboarding/store";
import type { Table } from "#core/table";
import { closeIncident } from "#core/watch/incident-changes";
import { newWatchedDomain } from "#core/watch/watched-domain";
import type { StateInput } from "#platform/triggers/state-input";

/**
 * Completes the onboarding and starts the watch of its domain; its event notifies operations, ticket and
 * customer.
 */
export async function notifyOps(
  { onboardingId, attempt, now }: StateInput,
  { table }: { readonly table: Table },
): Promise<{ status: string }> {
  const entered = await enterUnlessOver(table, { onboardingId, attempt, now });
  const { status } = await changeOnboarding(table, entered, async (current) => {
    if (current.status === "ready") return undefined;
    const open = openIncident(current);
    const news =
      open === undefined
        ? { event: { type: "ready", at: now, by: "sendworthy" } as const }
        : closeIncident(open, now);
    return { transition: "complete", ...news, also: [await newWatchedDomain(table, current, now)] };
  });
  return { status };
}
