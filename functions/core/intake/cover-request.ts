import { parseEmailAddress } from "#core/names/email-address";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { RefusedAddress } from "#core/onboarding/refused-address";
import { changePuts } from "#core/onboarding/store";
import type { Source } from "#core/onboarding/ticket-source";
import type { ProjectEntry } from "#core/projects/project";
import type { Put } from "#core/table";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import { newTicketReply } from "#core/tickets/ticket-reply";
import { keptMailFrom, withAddresses } from "./shared-identity.ts";

/** The from addresses of a ticket that its project accepted, and those it refused. */
export interface CoveredAddresses {
  readonly taken: readonly string[];
  readonly refused: readonly RefusedAddress[];
}

/** Says which of the addresses of a ticket its project accepted. */
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

/** A delivery whose request an identity covers. */
interface Occasion {
  readonly source: Source;
  readonly id: string;
  readonly now: number;
}

/** The writes that record covered addresses with their identity and answer the ticket; nothing is made in SES. */
export function coveringPuts(
  covering: Onboarding,
  { source, id, now }: Occasion,
  request: OnboardingRequest,
  { taken, refused }: CoveredAddresses,
): { readonly onboarding: Onboarding; readonly puts: readonly Put[] } {
  const { ticket } = request;
  const { identity, mailFrom } = covering;
  const { next, puts } = changePuts(covering, {
    set: withAddresses(covering, request, taken),
    event: { type: "covered", at: now, by: "support", idempotencyKey: `${source}/${ticket}` },
  });
  const content = {
    about: "covered" as const,
    identity,
    mailFrom,
    fromAddresses: [...taken],
    refused: [...refused],
    ...keptMailFrom(covering, request),
  };
  const reply = newTicketReply({ source, ticket, deliveryId: `covered/${id}` }, content, now);
  return {
    onboarding: next,
    puts: [...puts, ...(source === "generic" ? [] : [{ item: reply, expectedVersion: undefined }])],
  };
}
