import { inactivityAfterCheck } from "#core/onboarding/changes/inactivity-clock";
import { isRecreated, isRestartStuck, renewedTokens, withTokens } from "#core/onboarding/dkim-restart";
import { withGivenUp } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import { FOLLOW_UP_AFTER_MS, REPAIR_GRACE_MS } from "#core/onboarding/schedule";
import type { Change } from "#core/onboarding/store";
import type { CheckFacts, DecisionAfterCheck } from "./decide-after-check.ts";
import { problemOf } from "./verdict.ts";

/** The facts of a check, and the time of the next one. */
type ScheduledFacts = CheckFacts & {
  readonly nextCheckAt: number;
  /** The reserved DNS turn that the check waits for, if any. */
  readonly turnAt?: number | undefined;
};

/**
 * Derives the single write of a check from its decision; `closing` builds the write that closes an expired
 * onboarding.
 */
export function changeAfterCheck(
  { kind }: DecisionAfterCheck,
  facts: ScheduledFacts,
  closing?: Change,
): Change {
  const forOps = { ...signingEvent(facts), ...stuckEvent(facts) };
  if (kind === "ended" || kind === "records-replaced") return { ...forOps, set: sesResult(facts) };
  if (kind === "expired") return { ...forOps, ...closing, set: { ...sesResult(facts), ...closing?.set } };
  const change = { ...followUp(facts), ...forOps, set: checkResult(facts), ...clearedFields(facts) };
  return kind === "verified" ? { ...change, ...verification(facts) } : change;
}

/**
 * Keeps SES's answer and the use of the slot, even if the onboarding or its records changed during the check.
 */
function sesResult({ before, current, ses }: CheckFacts): Partial<Onboarding> {
  const tokens = renewedTokens(current, ses);
  const incident = withGivenUp(current, ses.status ?? {});
  return {
    ses,
    // The check considered only the signals that existed when it began. The next wait ends at once for later
    // ones.
    signals: { ...current.signals, seen: before.signals.count },
    ...(incident && { incident }),
    ...(tokens && withTokens(current, tokens)),
  };
}

function checkResult(facts: ScheduledFacts): Partial<Onboarding> {
  const { current, lastCheck, advised, verdict, nextCheckAt, turnAt, now } = facts;
  return {
    ...sesResult(facts),
    ...inactivityAfterCheck(current, lastCheck.records, now),
    lastCheck,
    ...(advised !== undefined && { advised }),
    schedule: {
      awaited: verdict.awaited,
      tries: verdict.tries,
      nextCheckAt,
      ...(turnAt !== undefined && { turnAt }),
    },
    dueAt: nextCheckAt + REPAIR_GRACE_MS,
  };
}

/**
 * A problem is over once no record is wrong. A record that is missing may be at a wrong name, which is still
 * a problem.
 */
function clearedFields({ lastCheck: { records, findings } }: CheckFacts): Pick<Change, "clear"> {
  const isFixed =
    records.every(({ state }) => state === "right" || state === "missing") &&
    problemOf(records, findings) === undefined;
  return isFixed ? { clear: ["notifiedProblem"] } : {};
}

/** A lost domain is verified again in a new attempt, so the attempt's number is the idempotency key. */
function verification({ current, now }: CheckFacts): Pick<Change, "transition" | "event"> {
  const idempotencyKey = String(current.attempt);
  return { transition: "verify", event: { type: "verified", at: now, by: "sendworthy", idempotencyKey } };
}

/**
 * The page or the ticket answered a confirmation with the result of the check before it, and the reader may
 * be gone. If the state changes within minutes, one mail for each confirmation reports it after those
 * minutes.
 */
function followUp({ current, lastCheck, now }: CheckFacts): Pick<Change, "event"> {
  const { confirmedAt } = current.signals;
  const answer = current.lastCheck;
  if (confirmedAt === undefined || answer === undefined || answer.at < confirmedAt) return {};
  const notBefore = confirmedAt + FOLLOW_UP_AFTER_MS;
  if (now > notBefore || statesOf(answer) === statesOf(lastCheck)) return {};
  const idempotencyKey = String(confirmedAt);
  return { event: { type: "followed_up", at: now, by: "sendworthy", idempotencyKey, notBefore } };
}

function statesOf({ records }: CheckFacts["lastCheck"]): string {
  return records.map(({ record, state }) => `${record.type} ${record.name} ${state}`).join();
}

/**
 * Operations are notified once if an identity that was made by hand does not sign, because Sendworthy does
 * not change such an identity.
 */
function signingEvent({ before, ses, now }: CheckFacts): Pick<Change, "event"> {
  const isByHand = ({ status }: Onboarding["ses"]) => status?.signingOff === "made-by-hand";
  if (!isByHand(ses) || isByHand(before.ses)) return {};
  return {
    event: { type: "signing_disabled", at: now, by: "sendworthy", idempotencyKey: String(now) },
  };
}

/** Operations are notified once in a period of right records when no way to restart DKIM is left. */
function stuckEvent({ before, ses, now }: CheckFacts): Pick<Change, "event"> {
  if (!isRestartStuck({ ...before, ses }) || isRestartStuck(before)) return {};
  const idempotencyKey = `${ses.dkimRightSince}${isRecreated(ses) ? "/recreated" : ""}`;
  return { event: { type: "dkim_stuck", at: now, by: "sendworthy", idempotencyKey } };
}
