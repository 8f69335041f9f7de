import type { ClaimEntry } from "#core/claims/claims";
import { isAtOrBelow } from "#core/names/domain-name";
import { parseEmailAddress } from "#core/names/email-address";
import { isOpen } from "#core/onboarding/lifecycle";
import { type Onboarding, onboarding, onboardingKey } from "#core/onboarding/onboarding";
import type { Table } from "#core/table";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";

type Names = Pick<OnboardingRequest, "identity" | "fromAddresses">;

/** Reads the owner's onboardings of the requested identity, or of one above it. */
export async function readOwnOnboardings(
  table: Pick<Table, "get">,
  own: readonly ClaimEntry[],
  { identity }: Names,
): Promise<Onboarding[]> {
  const near = own.filter(({ name }) => isAtOrBelow(identity, name));
  const ids = [...new Set(near.map(({ onboardingId }) => onboardingId))];
  // A claim that was imported from SES has no onboarding.
  const items = await Promise.all(ids.map((id) => table.get(onboardingKey(id))));
  return items.flatMap((item) => (item === undefined ? [] : [onboarding.parse(item)]));
}

/** Finds the nearest verified identity of the owner that covers all from addresses. */
export function findCovering(
  onboardings: readonly Onboarding[],
  entries: readonly ClaimEntry[],
  { fromAddresses }: Names,
): Onboarding | undefined {
  const domains = fromAddresses.map((address) => parseEmailAddress(address)?.domain ?? "");
  const covering = onboardings.filter(
    ({ status, identity, onboardingId }) =>
      (status === "ready" || status === "configured") &&
      domains.every((domain) => isAtOrBelow(domain, identity)) &&
      entries.some(
        (one) => one.onboardingId === onboardingId && one.name === identity && one.state === "proved",
      ),
  );
  return covering.toSorted((one, other) => other.identity.length - one.identity.length)[0];
}

/** Finds the onboarding that sets the same identity up now, for whichever project of the owner. */
export function findUnderWay(
  onboardings: readonly Onboarding[],
  { identity }: Names,
): Onboarding | undefined {
  return onboardings.find(
    (one) => one.identity === identity && isOpen(one.status) && one.signals.cancelledAt === undefined,
  );
}

/** Finds onboardings of the same identity whose execution failed: two must never write one identity. */
export function findFailed(onboardings: readonly Onboarding[], { identity }: Names): Onboarding[] {
  return onboardings.filter((one) => one.identity === identity && one.status === "failed");
}
