import type { Person } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";

/** Returns the address of a person. Without a DNS contact an event has no notice for one. */
export function addressOf(recipient: Person, { requester, dnsContact = requester }: Onboarding): string {
  return recipient === "customer" ? requester : dnsContact;
}
