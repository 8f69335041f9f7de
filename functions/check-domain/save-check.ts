import { closeUnfinished, EXPIRED } from "#core/onboarding/changes/close-unfinished";
import { inactivityAfterCheck } from "#core/onboarding/changes/inactivity-clock";
import { dueReminder } from "#core/onboarding/changes/reminders";
import { FINAL_STATUSES } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";
import { REPAIR_GRACE_MS, secondsUntil } from "#core/onboarding/schedule";
import { type Change, changeOnboarding } from "#core/onboarding/store";
import { isRecreated, isRestartStuck, renewedTokens, withTokens } from "#core/verification/dkim-restart";
import { judge, problemOf, type Verdict } from "#core/verification/verdict";
import type { CheckDomainDeps, CheckOutcome, SesOutcome } from "./deps.ts";

/** Writes what a look found and decided, unless somebody made it void in the meantime. */
export async function saveCheck(
  before: Onboarding,
  { lastCheck, ses, slotAt }: SesOutcome & { readonly lastCheck: NonNullable<Onboarding["lastCheck"]> },
  now: number,
  { table, reminderDays }: Pick<CheckDomainDeps, "table" | "reminderDays">,
): Promise<CheckOutcome> {
  const verdict = judge(asJudged(before, ses, now), lastCheck.records, lastCheck.findings);
  const waitSeconds = slotAt === undefined ? waitOf(verdict, before, now) : secondsUntil(slotAt, now);
  const nextCheckAt = now + waitSeconds * 1000;
  const kept = {
    lastCheck,
    ses,
    schedule: { awaited: verdict.awaited, tries: verdict.tries, nextCheckAt },
    dueAt: nextCheckAt + REPAIR_GRACE_MS,
  };
  // A missing record may stand elsewhere, which is a mistake that nobody mended.
  const isMended =
    lastCheck.records.every(({ state }) => state === "right" || state === "missing") &&
    problemOf(lastCheck.records, lastCheck.findings) === undefined;
  const stuck = stuckNow(before, ses, now);
  let decision: CheckOutcome["decision"] = verdict.decision;
  await changeOnboarding(table, before.onboardingId, async (current): Promise<Change> => {
    const inactivity = inactivityAfterCheck(current, lastCheck.records, now);
    decision = decisionNow(verdict.decision, before, current);
    const isDue = dueReminder({ ...current, ...inactivity, lastCheck }, now, reminderDays) !== undefined;
    if (decision === "waiting" && isDue) decision = "ask";
    // The last look decides: what became right in time keeps it open.
    const hasTime = slotAt !== undefined || now < (inactivity.expiresAt ?? current.expiresAt);
    const isLapsed = !hasTime && decision !== "verified" && decision !== "closing";
    if (isLapsed) decision = "closing";
    const tokens = renewedTokens(current, ses);
    if (tokens !== undefined && decision !== "closing") decision = "ask";
    const replacedRecords = tokens === undefined ? {} : withTokens(current, tokens);
    // Only what this look began with is taken in: a signal that came since is answered by the next wait.
    const signals = { ...current.signals, seen: before.signals.count };
    // What SES said holds, and its slot is used, whatever became of the records.
    if (decision === "closing" || current.recordsVersion !== before.recordsVersion) {
      // It ends in the same write: whoever asks for more time from now on hears that it is too late.
      const end = isLapsed ? await closeUnfinished(table, current, EXPIRED, now) : undefined;
      return { ...stuck, ...end, set: { ses, signals, ...replacedRecords, ...end?.set } };
    }
    const change: Change = {
      set: { ...kept, signals, ...inactivity, ...replacedRecords },
      clear: isMended ? ["notifiedProblem"] : [],
      ...stuck,
    };
    if (decision !== "verified") return change;
    // A domain that is lost is verified again, in an attempt of its own.
    const event = {
      type: "verified",
      at: now,
      by: "sendworthy",
      idempotencyKey: String(current.attempt),
    } as const;
    return { ...change, transition: "verify", event };
  });
  return { decision, waitSeconds };
}

/** The end is not slept through. */
function waitOf({ waitSeconds }: Verdict, { expiresAt }: Onboarding, now: number): number {
  return expiresAt > now ? Math.min(waitSeconds, secondsUntil(expiresAt, now)) : waitSeconds;
}

/** SES looks at its own quick pace again once DKIM was begun anew, and so do we. */
function asJudged(before: Onboarding, ses: Onboarding["ses"], now: number): Onboarding {
  const isAnew = ses.restart?.at === now && ses.restart.outcome === "begun";
  return { ...before, ses, ...(isAnew ? { schedule: { ...before.schedule, tries: -1 } } : {}) };
}

/** Operations are told once a spell that nothing we may do ourselves helps. */
function stuckNow(before: Onboarding, ses: Onboarding["ses"], now: number): Pick<Change, "event"> {
  if (!isRestartStuck({ ...before, ses }) || isRestartStuck(before)) return {};
  const idempotencyKey = `${ses.dkimRightSince}${isRecreated(ses) ? "/recreated" : ""}`;
  return { event: { type: "dkim_stuck", at: now, by: "sendworthy", idempotencyKey } };
}

/** Cancel beats whatever a look found, and records that the customer does not know yet are told first. */
function decisionNow(
  decided: Verdict["decision"],
  before: Onboarding,
  current: Onboarding,
): CheckOutcome["decision"] {
  // Another owner may have proved meanwhile that the names are theirs.
  const isOver = current.signals.cancelledAt !== undefined || FINAL_STATUSES.includes(current.status);
  if (isOver) return "closing";
  if (current.recordsVersion !== before.recordsVersion) return "ask";
  return decided === "waiting" && current.recordsVersion > current.notifiedRecordsVersion ? "ask" : decided;
}
