import type { Onboarding } from "#core/onboarding/onboarding";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import type { CoveredAddresses } from "./covered-addresses.ts";
import type { Share } from "./join-request.ts";
import { keptMailFrom, usedMailFrom, withAddresses } from "./shared-identity.ts";

/** Adds covered addresses to the onboarding of their identity, and answers the ticket; SES is not called. */
export function coverRequest(
  covering: Onboarding,
  request: OnboardingRequest,
  { taken, refused }: CoveredAddresses,
): Share {
  const { identity } = covering;
  return {
    set: withAddresses(covering, request, taken),
    content: {
      ...{ about: "covered", identity, ...usedMailFrom(covering) },
      fromAddresses: [...taken],
      refused: [...refused],
      ...keptMailFrom(covering, request),
    },
  };
}
