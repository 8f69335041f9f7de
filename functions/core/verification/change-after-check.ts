import { inactivityAfterCheck } from "#core/onboarding/changes/inactivity-clock";
import { isRecreated, isRestartStuck, renewedTokens, withTokens } from "#core/onboarding/dkim-restart";
import type { Onboarding } from "#core/onboarding/onboarding";
import { FOLLOW_UP_AFTER_MS, REPAIR_GRACE_MS } from "#core/onboarding/schedule";
import type { Change } from "#core/onboarding/store";
import type { CheckFacts, DecisionAfterCheck } from "./decide-after-check.ts";
import { problemOf } from "./verdict.ts";

/** The facts of a check, and when the next one is due. */
type ScheduledFacts = CheckFacts & {
  readonly nextCheckAt: number;
  /** The turn at DNS that is reserved, if the check waits for it. */
  readonly turnAt?: number | undefined;
};

/** Derives the one write of a check from its decision; `closing` closes an onboarding whose time is over. */
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

/** Keeps the answer of SES and the use of its slot, even if the onboarding or its records changed meanwhile. */
function sesResult({ before, current, ses }: CheckFacts): Partial<Onboarding> {
  const tokens = renewedTokens(current, ses);
  return {
    ses,
    // The check took in only the signals that it began with. The next wait answers those that came since.
    signals: { ...current.signals, seen: before.signals.count },
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

/** A problem is over once no record is wrong; a missing record may be at a wrong name, which is still a problem. */
function clearedFields({ lastCheck: { records, findings } }: CheckFacts): Pick<Change, "clear"> {
  const isFixed =
    records.every(({ state }) => state === "right" || state === "missing") &&
    problemOf(records, findings) === undefined;
  return isFixed ? { clear: ["notifiedProblem"] } : {};
}

/** A lost domain is verified a second time, in an attempt of its own: hence the key. */
function verification({ current, now }: CheckFacts): Pick<Change, "transition" | "event"> {
  const idempotencyKey = String(current.attempt);
  return { transition: "verify", event: { type: "verified", at: now, by: "sendworthy", idempotencyKey } };
}

/**
 * The page or the ticket has answered a confirmation with what the check before saw, and its reader may be gone. If the
 * state changes within minutes, a mail says so at their end, once for each confirmation.
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

/** Operations are notified once that an identity made by hand does not sign: Sendworthy does not change it. */
function signingEvent({ before, ses, now }: CheckFacts): Pick<Change, "event"> {
  const isByHand = ({ status }: Onboarding["ses"]) => status?.signingOff === "made-by-hand";
  if (!isByHand(ses) || isByHand(before.ses)) return {};
  return {
    event: { type: "signing_disabled", at: now, by: "sendworthy", idempotencyKey: String(now) },
  };
}

/** Operations are notified once in a period of right records that no restart of DKIM is left to try. */
function stuckEvent({ before, ses, now }: CheckFacts): Pick<Change, "event"> {
  if (!isRestartStuck({ ...before, ses }) || isRestartStuck(before)) return {};
  const idempotencyKey = `${ses.dkimRightSince}${isRecreated(ses) ? "/recreated" : ""}`;
  return { event: { type: "dkim_stuck", at: now, by: "sendworthy", idempotencyKey } };
}
