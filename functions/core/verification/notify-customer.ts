import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import type { Table } from "#core/table";
import { changeAfterNotification, decideNotification } from "./decide-notification.ts";

/** Builds the write of what the customer is notified of, for the onboarding as it is stored now. */
export function notifyCustomer(
  onboardingId: string,
  now: number,
  { table, reminderDays }: { readonly table: Table; readonly reminderDays?: readonly number[] | undefined },
): Promise<Onboarding> {
  return changeOnboarding(table, onboardingId, (current) =>
    changeAfterNotification(decideNotification(current, now, reminderDays), current, now),
  );
}
