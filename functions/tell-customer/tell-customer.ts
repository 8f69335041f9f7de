import { enterState } from "#core/failure";
import type { Onboarding } from "#core/onboarding";
import { type Change, changeOnboarding } from "#core/onboarding-store";
import { secondsUntil } from "#core/schedule";
import type { Table } from "#core/table";
import { faultOf } from "#core/verdict";
import type { StateInput } from "#platform/state-input";

/** Records what the customer is to be told: the records, or what is wrong with them; then says how long to wait. */
export async function tellCustomer(
  { onboardingId, now }: StateInput,
  { table }: { readonly table: Table },
): Promise<{ waitSeconds: number }> {
  await enterState(table, { onboardingId, now });
  const after = await changeOnboarding(table, onboardingId, (current) => news(current, now));
  return { waitSeconds: secondsUntil(after.schedule.nextLookAt, now) };
}

function news(current: Onboarding, now: number): Change | undefined {
  if (current.signals.cancelledAt !== undefined) return undefined;
  if (current.edition > current.toldEdition) {
    return {
      set: { toldEdition: current.edition },
      transition: "issue_records",
      event: { type: "records_issued", at: now, by: "sendworthy", occasion: String(current.edition) },
    };
  }
  const toldFault = faultOf(
    (current.look?.records ?? []).filter(({ record }) => isRequired(record, current)),
    (current.look?.findings ?? []).filter(({ record }) => record === null || isRequired(record, current)),
  );
  if (toldFault === undefined || toldFault === current.toldFault) return undefined;
  return {
    set: { toldFault },
    event: { type: "records_wrong", at: now, by: "sendworthy", occasion: String(current.look?.at) },
  };
}

/** The last look may have been at records that were replaced since. */
function isRequired(
  seen: { readonly name: string; readonly type: string },
  { records }: Onboarding,
): boolean {
  return records.some(({ name, type }) => name === seen.name && type === seen.type);
}
