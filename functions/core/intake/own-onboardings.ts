import type { ClaimEntry } from "#core/claims/claims";
import { isAtOrBelow, isBelow } from "#core/names/domain-name";
import { parseEmailAddress } from "#core/names/email-address";
import { isOpen } from "#core/onboarding/lifecycle";
import { type Onboarding, onboarding, onboardingKey } from "#core/onboarding/onboarding";
import type { Table } from "#core/table";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";

type Names = Pick<OnboardingRequest, "identity" | "fromAddresses">;

type RequestedNames = Pick<OnboardingRequest, "identity" | "fromAddresses" | "asksForIdentity">;

/** Reads the owner's onboardings of the requested identity, or of an identity above it. */
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

/** An onboarding whose identity a request shares: it is verified, or its set-up is in progress. */
export interface Shared {
  readonly kind: "covered" | "joined";
  readonly onboarding: Onboarding;
}

/** Finds the onboarding whose identity a request shares; it may belong to any project of the owner. */
export function findShared(
  onboardings: readonly Onboarding[],
  entries: readonly ClaimEntry[],
  request: RequestedNames,
): Shared | undefined {
  const covering = findCovering(onboardings, entries, request);
  if (covering !== undefined && !asksForChild(request, covering))
    return { kind: "covered", onboarding: covering };
  const onboarding = findUnderWay(onboardings, request);
  return onboarding && { kind: "joined", onboarding };
}

/**
 * Finds the verified identity whose settings will no longer apply if the ticket explicitly requests an
 * identity below it.
 */
export function findOverridden(
  onboardings: readonly Onboarding[],
  entries: readonly ClaimEntry[],
  request: RequestedNames,
): Onboarding | undefined {
  const covering = findCovering(onboardings, entries, request);
  return covering !== undefined && asksForChild(request, covering) ? covering : undefined;
}

/** True if a ticket explicitly requests its own identity below one that already covers its addresses. */
function asksForChild({ identity, asksForIdentity }: RequestedNames, covering: Onboarding): boolean {
  return asksForIdentity === true && isBelow(identity, covering.identity);
}

/** Finds the nearest verified identity of the owner that covers all from addresses. */
function findCovering(
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

/** Finds the onboarding that is already setting up the same identity. */
function findUnderWay(onboardings: readonly Onboarding[], { identity }: Names): Onboarding | undefined {
  return onboardings.find(
    (one) => one.identity === identity && isOpen(one.status) && one.signals.cancelledAt === undefined,
  );
}

/**
 * Finds onboardings of the same identity whose execution failed; only one onboarding may ever write an
 * identity.
 */
export function findFailed(onboardings: readonly Onboarding[], { identity }: Names): Onboarding[] {
  return onboardings.filter((one) => one.identity === identity && one.status === "failed");
}

/** Returns the ids of the onboardings of the requested identity. */
export function idsOf(onboardings: readonly Onboarding[], { identity }: Names): string[] {
  return onboardings.filter((one) => one.identity === identity).map(({ onboardingId }) => onboardingId);
}
