import { restartInactivityClock } from "#core/onboarding/changes/inactivity-clock";
import { dueReminder } from "#core/onboarding/changes/reminders";
import { isAwaiting } from "#core/onboarding/changes/signals";
import { answeredState, awaitsAnswer } from "#core/onboarding/changes/ticket-answer";
import type { Onboarding } from "#core/onboarding/onboarding";
import { REPORT_PROBLEMS_EVERY_MS } from "#core/onboarding/schedule";
import type { Change } from "#core/onboarding/store";
import { notYetReported, problemOf } from "./verdict.ts";

/** The notification that the customer gets. */
export type Notification =
  | { readonly kind: "nothing" }
  | { readonly kind: "records" }
  | { readonly kind: "problem"; readonly problem: string }
  /** Somebody wrote in the ticket. `isNew` is false if the last answer reported the same state. */
  | { readonly kind: "answer"; readonly state: string; readonly isNew: boolean }
  /** The state has not changed, but a reminder or an expiry warning is due. */
  | { readonly kind: "reminder"; readonly change: Change };

/**
 * Decides what the customer is notified of: first new records, then a problem with them, then an answer, then
 * a reminder.
 */
export function decideNotification(
  current: Onboarding,
  now: number,
  reminderDays?: readonly number[],
): Notification {
  if (!isAwaiting(current)) return { kind: "nothing" };
  if (current.recordsVersion > current.notifiedRecordsVersion) return { kind: "records" };
  const problem = currentProblem(current);
  if (problem !== undefined && problem !== current.notifiedProblem && !isTooSoon(current, now))
    return { kind: "problem", problem };
  if (awaitsAnswer(current)) {
    const state = answeredState(current);
    return { kind: "answer", state, isNew: state !== current.answered?.state };
  }
  const change = dueReminder(current, now, reminderDays);
  return change === undefined ? { kind: "nothing" } : { kind: "reminder", change };
}

/** Derives the write of a notification; the customer receives its event. */
export function changeAfterNotification(
  notification: Notification,
  current: Onboarding,
  now: number,
): Change | undefined {
  const by = "sendworthy";
  switch (notification.kind) {
    case "nothing":
      return undefined;
    case "reminder":
      return notification.change;
    case "answer": {
      const { state, isNew } = notification;
      const event = { type: "answered", at: now, by, idempotencyKey: String(now) } as const;
      return { set: { answered: { at: now, state } }, ...(isNew ? { event } : {}) };
    }
    case "records": {
      const idempotencyKey = String(current.recordsVersion);
      return {
        set: { notifiedRecordsVersion: current.recordsVersion, ...answeredWith(current, now) },
        transition: "issue_records",
        event: { type: "records_issued", at: now, by, idempotencyKey },
      };
    }
    case "problem": {
      const idempotencyKey = String(current.lastCheck?.at);
      return {
        set: {
          notifiedProblem: notification.problem,
          notifiedProblemAt: now,
          ...(isNewAct(current) && restartInactivityClock(current, now)),
          ...answeredWith(current, now),
        },
        event: { type: "records_wrong", at: now, by, idempotencyKey },
      };
    }
  }
}

/**
 * The first wrong record shows that the customer is working on it, and so does a word of a person since the last message.
 * Other problems may come from servers that answer differently each time, which must not keep the onboarding open.
 */
function isNewAct(current: Onboarding): boolean {
  const { notifiedProblemAt } = current;
  return notifiedProblemAt === undefined || actedAt(current) > notifiedProblemAt;
}

/** When the reader last confirmed the records or asked for a check. */
function actedAt({ signals: { confirmedAt = 0, checkRequestedAt = 0 } }: Onboarding): number {
  return Math.max(confirmedAt, checkRequestedAt);
}

/** A message about records or a problem also answers what was written in the ticket. */
function answeredWith(current: Onboarding, now: number): Partial<Onboarding> {
  return awaitsAnswer(current) ? { answered: { at: now, state: answeredState(current) } } : {};
}

/**
 * Returns the problem with the currently required records; the last check may have examined records that were
 * replaced since.
 */
function currentProblem(current: Onboarding): string | undefined {
  const { records = [], findings = [] } = current.lastCheck ?? {};
  return problemOf(
    records.filter(({ record }) => isRequired(record, current)),
    notYetReported(current, findings).filter(({ record }) => record === null || isRequired(record, current)),
  );
}

/**
 * One message about a problem each day is enough, unless it does harm or the reader acted on the last
 * message.
 */
function isTooSoon(current: Onboarding, now: number): boolean {
  const { notifiedProblem, notifiedProblemAt, lastCheck } = current;
  const isHarm = lastCheck?.findings?.some(
    ({ severity, code }) => severity === "urgent" && notifiedProblem?.includes(code) !== true,
  );
  if (isHarm === true) return false;
  return (
    notifiedProblemAt !== undefined &&
    actedAt(current) <= notifiedProblemAt &&
    now < notifiedProblemAt + REPORT_PROBLEMS_EVERY_MS
  );
}

function isRequired(
  { name, type }: { readonly name: string; readonly type: string },
  { records }: Onboarding,
): boolean {
  return records.some((record) => record.name === name && record.type === type);
}
