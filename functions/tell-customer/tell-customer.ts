import { enterState } from "#core/onboarding/changes/failed-execution";
import { restartInactivityClock } from "#core/onboarding/changes/inactivity-clock";
import { dueReminder } from "#core/onboarding/changes/reminders";
import { isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { REPORT_PROBLEMS_EVERY_MS, secondsUntil } from "#core/onboarding/schedule";
import { type Change, changeOnboarding } from "#core/onboarding/store";
import type { Table } from "#core/table";
import { notYetReported, problemOf } from "#core/verification/verdict";
import type { StateInput } from "#platform/triggers/state-input";

/** What the state TellCustomer needs of the world. */
interface TellDeps {
  readonly table: Table;
  /** Where a deployer wants other ones. */
  readonly reminderDays?: readonly number[];
}

/** Records what the customer is to be told: the records, or what is wrong with them; then says how long to wait. */
export async function tellCustomer(
  { onboardingId, now }: StateInput,
  { table, reminderDays }: TellDeps,
): Promise<{ waitSeconds: number }> {
  await enterState(table, { onboardingId, now });
  const after = await changeOnboarding(table, onboardingId, (current) => news(current, now, reminderDays));
  return { waitSeconds: secondsUntil(after.schedule.nextCheckAt, now) };
}

function news(
  current: Onboarding,
  now: number,
  reminderDays: readonly number[] | undefined,
): Change | undefined {
  if (!isAwaiting(current)) return undefined;
  if (current.recordsVersion > current.notifiedRecordsVersion) {
    return {
      set: { notifiedRecordsVersion: current.recordsVersion },
      transition: "issue_records",
      event: {
        type: "records_issued",
        at: now,
        by: "sendworthy",
        idempotencyKey: String(current.recordsVersion),
      },
    };
  }
  const notifiedProblem = problemOf(
    (current.lastCheck?.records ?? []).filter(({ record }) => isRequired(record, current)),
    notYetReported(current, current.lastCheck?.findings ?? []).filter(
      ({ record }) => record === null || isRequired(record, current),
    ),
  );
  if (notifiedProblem === undefined || notifiedProblem === current.notifiedProblem || isTooSoon(current, now))
    return dueReminder(current, now, reminderDays);
  return {
    // Somebody did something, though not the right thing yet.
    set: { notifiedProblem, notifiedProblemAt: now, ...restartInactivityClock(current, now) },
    event: {
      type: "records_wrong",
      at: now,
      by: "sendworthy",
      idempotencyKey: String(current.lastCheck?.at),
    },
  };
}

/** Nobody wants a second such mail on one day, unless harm is being done, or the reader acted on the first. */
function isTooSoon(
  { notifiedProblem, notifiedProblemAt, signals, lastCheck: look }: Onboarding,
  now: number,
): boolean {
  const actedAt = Math.max(signals.confirmedAt ?? 0, signals.checkRequestedAt ?? 0);
  const isHarm = look?.findings?.some(
    ({ severity, code }) => severity === "urgent" && notifiedProblem?.includes(code) !== true,
  );
  if (isHarm === true) return false;
  return (
    notifiedProblemAt !== undefined &&
    actedAt <= notifiedProblemAt &&
    now < notifiedProblemAt + REPORT_PROBLEMS_EVERY_MS
  );
}

/** The last look may have been at records that were replaced since. */
function isRequired(
  seen: { readonly name: string; readonly type: string },
  { records }: Onboarding,
): boolean {
  return records.some(({ name, type }) => name === seen.name && type === seen.type);
}
