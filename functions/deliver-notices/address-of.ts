import { type Guest, isGuest, type Person } from "#core/onboarding/event-types";
import { guestOf } from "#core/onboarding/guests";
import type { Onboarding } from "#core/onboarding/onboarding";

/** Returns the address of a person. Without a DNS contact an event has no notice for one. */
export function addressOf(recipient: Person, { requester, dnsContact = requester }: Onboarding): string {
  return recipient === "customer" ? requester : dnsContact;
}

/** Returns the address of a reader of mails; `undefined` for a guest of an event who has nothing to read any more. */
export function mailAddress(
  recipient: Person | Guest,
  event: { readonly at: number },
  onboarding: Onboarding,
): string | undefined {
  return isGuest(recipient)
    ? guestOf(recipient, event, onboarding)?.address
    : addressOf(recipient, onboarding);
}
