import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import type { Table } from "#core/table";
import { changeAfterNotification, decideNotification } from "./decide-notification.ts";

/** Builds the write of what the customer is notified of, for the onboarding as it is stored now. */
export function notifyCustomer(
  onboarding: string | Onboarding,
  now: number,
  { table, reminderDays }: { readonly table: Table; readonly reminderDays?: readonly number[] | undefined },
): Promise<Onboarding> {
  return changeOnboarding(table, onboarding, (current) =>
    changeAfterNotification(decideNotification(current, now, reminderDays), current, now),
  );
}
