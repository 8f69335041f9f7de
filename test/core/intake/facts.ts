import type { ClaimEntry } from "#core/claims/claims";
import type { RequestFacts } from "#core/intake/request-facts";
import { type OnboardingRequest, readRequest } from "#core/tickets/onboarding-request";
import { onboardingOf } from "../../support/onboarding-fixture.ts";

/** The domain of all requests in the tables. */
export const D = "oxfordstones.example";

/** The owner of the requests. */
export const OWNER = "oxford-stones";

/** Makes a request as from a ticket. */
export function requestOf(said: Record<string, unknown> = {}): OnboardingRequest {
  const read = readRequest({
    ticket: "T-1",
    project: "shop",
    requester: `admin@${D}`,
    fromAddresses: [`news@${D}`],
    ...said,
  });
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.request;
}

/** Makes a claim of `owner`, for a separate onboarding. */
export function claim(name: string, owner: string, state: ClaimEntry["state"] = "reserved"): ClaimEntry {
  return { name, owner, state, onboardingId: `onb_${owner}_${name}` };
}

/** Makes an onboarding of the requesting owner for the domain. */
export function ownOnboarding(said: Parameters<typeof onboardingOf>[0] = {}) {
  const names = { identity: D, mailFrom: `email.${D}`, project: "shop", owner: OWNER };
  return onboardingOf({ onboardingId: "onb_own", ...names, ...said });
}

/** Makes the facts of a known requester's request that can be accepted. */
export function factsOf(said: Partial<RequestFacts> = {}): RequestFacts {
  const request = requestOf();
  return {
    request,
    origin: { source: "zendesk", isVouched: true },
    mayRestart: false,
    existing: undefined,
    covered: undefined,
    project: {
      ...{ version: 1, project: "shop", owner: OWNER, platform: "ses", requesters: [request.requester] },
      ...{ domains: [], fromAddresses: [], refusedAddresses: [], removedAddresses: [] },
    },
    rules: { allow: [], deny: [], own: [] },
    claims: { entries: [], released: [] },
    own: [],
    names: { mailFrom: `email.${D}` },
    ...said,
  };
}
