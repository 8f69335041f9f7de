import { enterState } from "#core/onboarding/changes/failed-execution";
import { freshPatience } from "#core/onboarding/changes/inactivity-clock";
import { nudge } from "#core/onboarding/changes/reminders";
import { isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { secondsUntil, TELL_FAULTS_EVERY_MS } from "#core/onboarding/schedule";
import { type Change, changeOnboarding } from "#core/onboarding/store";
import type { Table } from "#core/table";
import { faultOf, untold } from "#core/verification/verdict";
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
  return { waitSeconds: secondsUntil(after.schedule.nextLookAt, now) };
}

function news(
  current: Onboarding,
  now: number,
  reminderDays: readonly number[] | undefined,
): Change | undefined {
  if (!isAwaiting(current)) return undefined;
  if (current.edition > current.toldEdition) {
    return {
      set: { toldEdition: current.edition },
      transition: "issue_records",
      event: { type: "records_issued", at: now, by: "sendworthy", occasion: String(current.edition) },
    };
  }
  const toldFault = faultOf(
    (current.look?.records ?? []).filter(({ record }) => isRequired(record, current)),
    untold(current, current.look?.findings ?? []).filter(
      ({ record }) => record === null || isRequired(record, current),
    ),
  );
  if (toldFault === undefined || toldFault === current.toldFault || isTooSoon(current, now))
    return nudge(current, now, reminderDays);
  return {
    // Somebody did something, though not the right thing yet.
    set: { toldFault, toldFaultAt: now, ...freshPatience(current, now) },
    event: { type: "records_wrong", at: now, by: "sendworthy", occasion: String(current.look?.at) },
  };
}

/** Nobody wants a second such mail on one day, unless harm is being done, or the reader acted on the first. */
function isTooSoon({ toldFault, toldFaultAt, signals, look }: Onboarding, now: number): boolean {
  const actedAt = Math.max(signals.confirmedAt ?? 0, signals.checkAskedAt ?? 0);
  const isHarm = look?.findings?.some(
    ({ severity, code }) => severity === "urgent" && toldFault?.includes(code) !== true,
  );
  if (isHarm === true) return false;
  return toldFaultAt !== undefined && actedAt <= toldFaultAt && now < toldFaultAt + TELL_FAULTS_EVERY_MS;
}

/** The last look may have been at records that were replaced since. */
function isRequired(
  seen: { readonly name: string; readonly type: string },
  { records }: Onboarding,
): boolean {
  return records.some(({ name, type }) => name === seen.name && type === seen.type);
}
