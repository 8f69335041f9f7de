import type { Onboarding } from "#core/onboarding/onboarding";
import { changePuts } from "#core/onboarding/store";
import type { Source } from "#core/onboarding/ticket-source";
import type { Put } from "#core/table";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import { newTicketReply } from "#core/tickets/ticket-reply";
import { keptMailFrom, withAddresses } from "./shared-identity.ts";

/**
 * Builds the writes by which a ticket joins an onboarding of the same owner. SES keeps one MAIL FROM domain an identity, so that
 * of the first ticket stays, whichever project asks. The answer to the later ticket names the first one.
 */
export function joiningPuts(
  carried: Onboarding,
  request: OnboardingRequest,
  source: Source,
  now: number,
): { readonly onboarding: Onboarding; readonly puts: readonly Put[] } {
  const { identity, ticket, project, fromAddresses } = request;
  const joining = { source, ticket, ...(project === carried.project ? {} : { project }) };
  const { next, puts } = changePuts(carried, {
    set: {
      ...withAddresses(carried, request, fromAddresses),
      alsoTickets: [...(carried.alsoTickets ?? []), joining],
    },
    event: { type: "joined", at: now, by: "support", idempotencyKey: `${source}/${ticket}` },
  });
  const content = {
    about: "joined" as const,
    identity,
    ticket: carried.ticket,
    ...keptMailFrom(carried, request),
  };
  const reply = newTicketReply(
    { source, ticket, deliveryId: `joined/${carried.onboardingId}` },
    content,
    now,
  );
  return {
    onboarding: next,
    puts: [...puts, ...(source === "generic" ? [] : [{ item: reply, expectedVersion: undefined }])],
  };
}
