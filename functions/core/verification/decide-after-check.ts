import { inactivityAfterCheck } from "#core/onboarding/changes/inactivity-clock";
import { dueReminder } from "#core/onboarding/changes/reminders";
import { awaitsAnswer } from "#core/onboarding/changes/ticket-answer";
import { renewedTokens } from "#core/onboarding/dkim-restart";
import { FINAL_STATUSES } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Verdict } from "./verdict.ts";

/** All facts that the decision after a check depends on. */
export interface CheckFacts {
  /** The onboarding when the check began. */
  readonly before: Onboarding;
  /** The onboarding as it is stored now; signals and amendments may have arrived since. */
  readonly current: Onboarding;
  readonly lastCheck: NonNullable<Onboarding["lastCheck"]>;
  /** Absent if the check did not determine whether the optional record is needed. */
  readonly advised?: Onboarding["advised"];
  readonly ses: Onboarding["ses"];
  /** The verdict on DNS and SES for the onboarding as it was when the check began. */
  readonly verdict: Verdict;
  /** True if the check is still waiting for its DNS turn or its SES slot. */
  readonly isPostponed: boolean;
  readonly now: number;
  readonly reminderDays?: readonly number[] | undefined;
}

/** The outcome of a check. */
export type DecisionAfterCheck =
  /** It was cancelled, or closed because another owner proved control; the state machine closes it. */
  | { readonly kind: "ended" }
  /** It has expired. It is closed in the same write, so that a later request for more time is refused. */
  | { readonly kind: "expired" }
  /** The records were replaced during the check, so its result does not concern the present ones. */
  | { readonly kind: "records-replaced" }
  /** SES now has other DKIM tokens than the ones in the issued records. */
  | { readonly kind: "dkim-tokens-renewed" }
  /** The customer must be notified: of records, a problem, an answer or a reminder. */
  | { readonly kind: "ask" }
  | { readonly kind: "waiting" }
  | { readonly kind: "verified" };

/**
 * Decides what follows from a check. A cancellation takes precedence over everything that the check found.
 */
export function decideAfterCheck(facts: CheckFacts): DecisionAfterCheck {
  const { before, current, ses, verdict } = facts;
  if (hasEnded(current)) return { kind: "ended" };
  const isReplaced = current.recordsVersion !== before.recordsVersion;
  const isVerified = verdict.decision === "verified" && !isReplaced;
  // Records that became right in time prevent expiry, so the last check decides.
  if (!isVerified && hasExpired(facts)) return { kind: "expired" };
  if (isReplaced) return { kind: "records-replaced" };
  if (renewedTokens(current, ses) !== undefined) return { kind: "dkim-tokens-renewed" };
  return { kind: verdict.decision === "waiting" && hasNews(facts) ? "ask" : verdict.decision };
}

function hasEnded({ signals, status }: Onboarding): boolean {
  return signals.cancelledAt !== undefined || FINAL_STATUSES.includes(status);
}

function hasExpired({ current, lastCheck, isPostponed, now }: CheckFacts): boolean {
  const { expiresAt } = { ...current, ...inactivityAfterCheck(current, lastCheck.records, now) };
  return !isPostponed && now >= expiresAt;
}

function hasNews({ current, lastCheck, now, reminderDays }: CheckFacts): boolean {
  if (current.recordsVersion > current.notifiedRecordsVersion) return true;
  if (awaitsAnswer({ ...current, lastCheck })) return true;
  const inactivity = inactivityAfterCheck(current, lastCheck.records, now);
  return dueReminder({ ...current, ...inactivity, lastCheck }, now, reminderDays) !== undefined;
}
