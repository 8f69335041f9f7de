import { parseEmailAddress } from "#core/names/email-address";
import type { RefusedAddress } from "#core/onboarding/refused-address";
import type { ProjectEntry } from "#core/projects/project";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";

/** The from addresses of a ticket that its project accepted, and those it refused. */
export interface CoveredAddresses {
  readonly taken: readonly string[];
  readonly refused: readonly RefusedAddress[];
}

/** Returns which addresses of a ticket its project accepted. */
export function coveredAddresses(
  { fromAddresses = [], refusedAddresses = [] }: ProjectEntry,
  request: Pick<OnboardingRequest, "fromAddresses">,
): CoveredAddresses {
  const asked = new Set(request.fromAddresses.map((one) => parseEmailAddress(one)?.address ?? one));
  return {
    taken: fromAddresses.flatMap(({ address }) => (asked.has(address) ? [address] : [])),
    refused: refusedAddresses.filter(({ address }) => asked.has(address)),
  };
}
