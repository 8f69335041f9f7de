import { executionInput, executionName, type Onboarding } from "#core/onboarding/onboarding";
import { type Change, changeOnboarding } from "#core/onboarding/store";
import { readWatched, type WatchedDomain } from "#core/watch/watched-domain";
import type { WatchDeps } from "./deps.ts";

/**
 * Changes a watched domain and its onboarding in one transaction, and starts the next attempt of a lost one.
 */
export async function changeWatched(
  { identity, onboardingId }: WatchedDomain,
  { table, starter }: Pick<WatchDeps, "table" | "starter">,
  decide: (current: Onboarding, watched: WatchedDomain) => Change | undefined,
): Promise<void> {
  let isLost = false;
  const after = await changeOnboarding(table, onboardingId, async (current) => {
    const watched = await readWatched(table, identity);
    const change = watched?.queue === undefined ? undefined : decide(current, watched);
    isLost = change?.transition === "lose";
    return change;
  });
  if (isLost) await starter.start(executionName(after), executionInput(after));
}
