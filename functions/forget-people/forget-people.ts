import { erasePersonalData } from "#core/onboarding/changes/erase-personal-data";
import { changeOnboarding } from "#core/onboarding/store";
import type { Queue, Table } from "#core/table";
import { logger } from "#platform/observability";
import type { ScheduledEvent } from "#platform/triggers/scheduled-event";

/**
 * Erases the personal data of onboardings that ended unfinished long ago; one failure does not stop the
 * others.
 */
export async function forgetPeople(
  { time }: ScheduledEvent,
  { table, queue }: { readonly table: Table; readonly queue: Queue },
): Promise<{ forgotten: number }> {
  const due = await queue.due("closed", time);
  let count = 0;
  for (const { pk: onboardingId } of due) {
    try {
      await changeOnboarding(table, onboardingId, (current) => erasePersonalData(table, current, time));
      count += 1;
    } catch (error) {
      logger.error("One onboarding could not be forgotten", { event: "FORGET_FAILED", onboardingId, error });
    }
  }
  return { forgotten: count };
}
