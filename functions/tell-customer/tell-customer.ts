import { enterState } from "#core/onboarding/changes/failed-execution";
import { secondsUntil } from "#core/onboarding/schedule";
import type { SurveyPorts } from "#core/publication/survey";
import type { Table } from "#core/table";
import { notePublication } from "#core/verification/note-publication";
import { notifyCustomer } from "#core/verification/notify-customer";
import type { StateInput } from "#platform/triggers/state-input";

/** The ports and settings of the state TellCustomer. */
interface TellDeps {
  readonly table: Table;
  /** The days that the deployer set in place of the usual ones. */
  readonly reminderDays?: readonly number[];
  /** Absent if records cannot publish themselves in this deployment. */
  readonly publication?: SurveyPorts | undefined;
}

/** Records what the customer is notified of, and returns how long to wait for an answer. */
export async function tellCustomer(
  { onboardingId, attempt, now }: StateInput,
  { table, reminderDays, publication }: TellDeps,
): Promise<{ waitSeconds: number }> {
  await enterState(table, { onboardingId, attempt, now });
  const after = await notifyCustomer(onboardingId, now, { table, reminderDays });
  await notePublication(after, now, { table, publication });
  return { waitSeconds: secondsUntil(after.schedule.nextCheckAt, now) };
}
