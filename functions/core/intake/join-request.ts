import type { Onboarding } from "#core/onboarding/onboarding";
import type { Source } from "#core/onboarding/ticket-source";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import type { ReplyContent } from "#core/tickets/ticket-reply";
import { keptMailFrom, withAddresses } from "./shared-identity.ts";

/** The change of an onboarding that a request shares, with the answer to the ticket. */
export interface Share {
  readonly set: Partial<Onboarding>;
  readonly content: ReplyContent;
}

/**
 * Adds a ticket to an onboarding of the same owner. SES keeps one MAIL FROM domain for each identity, so the
 * first ticket's remains for all projects. The answer to the later ticket names the first one.
 */
export function joinRequest(carried: Onboarding, request: OnboardingRequest, source: Source): Share {
  const { identity, ticket, project, fromAddresses } = request;
  const joining = { source, ticket, ...(project === carried.project ? {} : { project }) };
  return {
    set: {
      ...withAddresses(carried, request, fromAddresses),
      alsoTickets: [...(carried.alsoTickets ?? []), joining],
    },
    content: { about: "joined", identity, ticket: carried.ticket, ...keptMailFrom(carried, request) },
  };
}
