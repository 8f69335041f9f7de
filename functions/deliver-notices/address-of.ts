import { type Guest, isGuest, type Person } from "#core/onboarding/event-types";
import { guestOf } from "#core/onboarding/guests";
import type { Onboarding } from "#core/onboarding/onboarding";

/** Returns the address of a person. If there is no DNS contact, events have no notice for one. */
export function addressOf(recipient: Person, { requester, dnsContact = requester }: Onboarding): string {
  return recipient === "customer" ? requester : dnsContact;
}

/** Returns the address of a reader of mail; `undefined` for a guest whose mail is no longer needed. */
export function mailAddress(
  recipient: Person | Guest,
  event: { readonly at: number },
  onboarding: Onboarding,
): string | undefined {
  return isGuest(recipient)
    ? guestOf(recipient, event, onboarding)?.address
    : addressOf(recipient, onboarding);
}
