import {
  afterCleanupDecision,
  type CleanupOutcome,
  type IdentityCleanup,
} from "#core/onboarding/changes/identity-cleanup";
import type { Onboarding } from "#core/onboarding/onboarding";
import { RECHECK_UNUSED_IDENTITY_MS } from "#core/onboarding/schedule";
import { changeOnboarding } from "#core/onboarding/store";
import { staleRecords } from "./cleanup-facts.ts";
import type { ReleaseDeps } from "./deps.ts";

/** A cleanup with its decision. */
interface DecidedCleanup {
  readonly cleanup: IdentityCleanup;
  readonly onboarding: Onboarding;
  readonly outcome: CleanupOutcome;
}

/**
 * Writes the result of a cleanup. The customer learns which records can be removed only after the identity is
 * deleted.
 */
export async function commitCleanup(
  { cleanup, onboarding, outcome }: DecidedCleanup,
  now: number,
  { table, resolver }: Pick<ReleaseDeps, "table" | "resolver">,
): Promise<void> {
  const isGone = outcome === "released" || outcome === "gone";
  const records = isGone ? await staleRecords(onboarding, resolver) : [];
  if (records.length === 0) {
    await table.commit([afterCleanupDecision(cleanup, outcome, recheckAt(outcome, now))]);
    return;
  }
  await changeOnboarding(table, onboarding.onboardingId, ({ released, requester }) => {
    if (released !== undefined) return undefined;
    // The personal data may be erased by now, and the event would be sent to these people.
    const event = { type: "identity_released", at: now, by: "sendworthy" } as const;
    return {
      set: { released: { at: now, records } },
      ...(requester !== "" && { event }),
      also: [afterCleanupDecision(cleanup, "stale-records", now + RECHECK_UNUSED_IDENTITY_MS)],
    };
  });
}

/** The results that may change later; all others are final. */
const RECHECKED: ReadonlySet<CleanupOutcome> = new Set([
  "published",
  "dns-unknown",
  "stale-records",
  "failed",
]);

function recheckAt(outcome: CleanupOutcome, now: number): number | undefined {
  return RECHECKED.has(outcome) ? now + RECHECK_UNUSED_IDENTITY_MS : undefined;
}
