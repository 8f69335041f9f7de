import type { Onboarding } from "#core/onboarding/onboarding";
import { secondsUntil } from "#core/onboarding/schedule";
import { changeOnboarding } from "#core/onboarding/store";
import type { Table } from "#core/table";
import type { AddressIdentities, SesBudget } from "#core/verification/ses-ports";
import { nextSlot } from "#core/verification/ses-slot";

/** The ports for finding e-mail-address identities. */
interface FindDeps {
  readonly table: Table;
  readonly budget: SesBudget;
  readonly addressIdentities: AddressIdentities;
}

/**
 * Stores the e-mail-address identities that override the domain's settings; addresses are judged by them, and
 * messages name them. Returns the onboarding afterwards, or the seconds to wait if the SES budget has no slot
 * now.
 */
export async function findAddressIdentities(
  current: Onboarding,
  now: number,
  { table, budget, addressIdentities }: FindDeps,
): Promise<Onboarding | number> {
  if (current.status !== "verified") return current;
  const slotAt = await nextSlot(current, now, budget);
  if (slotAt > now) {
    await changeOnboarding(table, current, ({ ses }) => ({ set: { ses: { ...ses, slotAt } } }));
    return secondsUntil(slotAt, now);
  }
  const found = await addressIdentities.below(current.identity);
  if (found.length === 0 && current.addressIdentities === undefined) return current;
  return changeOnboarding(table, current, () => ({ set: { addressIdentities: [...found] } }));
}
