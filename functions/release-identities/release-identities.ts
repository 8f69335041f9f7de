import {
  type CleanupDecision,
  type CleanupFacts,
  decideCleanup,
  decideStaleRecords,
} from "#core/onboarding/changes/decide-cleanup";
import {
  type CleanupOutcome,
  type IdentityCleanup,
  readIdentityCleanup,
} from "#core/onboarding/changes/identity-cleanup";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readOnboarding } from "#core/onboarding/store";
import { logger } from "#platform/observability";
import type { ScheduledEvent } from "#platform/triggers/scheduled-event";
import { isInUse, readDkimPublished, readSes, staleRecords } from "./cleanup-facts.ts";
import { commitCleanup } from "./commit-cleanup.ts";
import type { ReleaseDeps } from "./deps.ts";

/** Decides about the unused identity that has been due longest, and deletes it if nobody uses it. */
export async function releaseIdentities(
  { time }: ScheduledEvent,
  deps: ReleaseDeps,
): Promise<{ outcome: string }> {
  const cleanup = await nextCleanup(time, deps);
  if (cleanup === undefined) return { outcome: "nothing-due" };
  const { onboardingId } = cleanup;
  const onboarding = await readOnboarding(deps.table, onboardingId);
  const outcome = await outcomeOf(cleanup, onboarding, time, deps);
  // The cleanup stays due, so the next run handles it.
  if (outcome === "busy") return { outcome };
  await commitCleanup({ cleanup, onboarding, outcome }, time, deps);
  logger.info("An unused identity was checked", { event: "CLEANUP_DECIDED", onboardingId, outcome });
  return { outcome };
}

async function nextCleanup(
  now: number,
  { queue, table }: Pick<ReleaseDeps, "queue" | "table">,
): Promise<IdentityCleanup | undefined> {
  const [key] = await queue.due("cleanup", now);
  const item = key === undefined ? undefined : await table.get(key);
  const cleanup = item === undefined ? undefined : readIdentityCleanup(item);
  // The index may still contain what another run has decided.
  return cleanup?.queue === undefined ? undefined : cleanup;
}

/** A check that fails is repeated later, so that it does not block other cleanups. */
async function outcomeOf(
  cleanup: IdentityCleanup,
  onboarding: Onboarding,
  now: number,
  deps: ReleaseDeps,
): Promise<CleanupOutcome | "busy"> {
  const { onboardingId, released } = onboarding;
  try {
    if (released === undefined) return await cleanUp(cleanup, onboarding, now, deps);
    const { length: count } = await staleRecords(onboarding, deps.resolver);
    return decideStaleRecords({ releasedAt: released.at, count }, now);
  } catch (error) {
    logger.error("An unused identity could not be checked", {
      event: "CLEANUP_FAILED",
      onboardingId,
      error,
    });
    return "failed";
  }
}

async function cleanUp(
  cleanup: IdentityCleanup,
  onboarding: Onboarding,
  now: number,
  deps: ReleaseDeps,
): Promise<CleanupOutcome | "busy"> {
  const decision = await decideWithFacts(cleanup, onboarding, now, deps);
  if (decision.kind === "keep") return decision.because;
  if (decision.kind !== "delete") return decision.kind;
  // A ticket for the domain may have arrived after the claims were read.
  if (await isInUse(onboarding, deps.table)) return "in-use";
  await deps.identities.release(onboarding.identity);
  return "released";
}

/** Gathers facts one by one, as long as the decision needs another. */
async function decideWithFacts(
  { byOperator }: IdentityCleanup,
  onboarding: Onboarding,
  now: number,
  deps: ReleaseDeps,
): Promise<Exclude<CleanupDecision, { kind: "need" }>> {
  const gather = {
    dkimPublished: () => readDkimPublished(onboarding, deps.resolver),
    ses: () => readSes(onboarding, now, deps),
  };
  let facts: CleanupFacts = {
    owner: onboarding.owner,
    isByOperator: byOperator === true,
    isInUse: await isInUse(onboarding, deps.table),
  };
  let decision = decideCleanup(facts);
  while (decision.kind === "need") {
    facts = { ...facts, [decision.fact]: await gather[decision.fact]() };
    decision = decideCleanup(facts);
  }
  return decision;
}
