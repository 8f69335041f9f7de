import type { ClaimEntry } from "#core/claims/claims";
import { isAtOrBelow } from "#core/names/domain-name";
import { parseEmailAddress } from "#core/names/email-address";
import { type Onboarding, onboarding, onboardingKey } from "#core/onboarding/onboarding";
import type { RefusedAddress } from "#core/onboarding/refused-address";
import { changePuts } from "#core/onboarding/store";
import type { Source } from "#core/onboarding/ticket-source";
import { type Judged, withJudged } from "#core/projects/from-addresses/address-list";
import type { ProjectEntry } from "#core/projects/project";
import type { Put, Table } from "#core/table";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import { newTicketReply } from "#core/tickets/ticket-reply";

/** Finds the nearest ready identity of the same owner that covers all from addresses. */
export async function findCovering(
  table: Pick<Table, "get">,
  own: readonly ClaimEntry[],
  { fromAddresses }: Pick<OnboardingRequest, "fromAddresses">,
): Promise<Onboarding | undefined> {
  const domains = fromAddresses.map((address) => parseEmailAddress(address)?.domain ?? "");
  const nearestFirst = own
    .filter(({ state, name }) => state === "proved" && domains.every((domain) => isAtOrBelow(domain, name)))
    .toSorted((one, other) => other.name.length - one.name.length);
  for (const { onboardingId, name } of nearestFirst) {
    const item = await table.get(onboardingKey(onboardingId));
    const current = item === undefined ? undefined : onboarding.parse(item);
    // A claim for a MAIL FROM domain covers no address.
    if (current?.status === "ready" && current.identity === name) return current;
  }
  return undefined;
}

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
  { ticket }: Pick<OnboardingRequest, "ticket">,
  { taken, refused }: CoveredAddresses,
): { readonly onboarding: Onboarding; readonly puts: readonly Put[] } {
  const { identity, mailFrom } = covering;
  const { next, puts } = changePuts(covering, {
    set: { fromAddresses: [...new Set([...covering.fromAddresses, ...taken])] },
    event: { type: "covered", at: now, by: "support", idempotencyKey: `${source}/${ticket}` },
  });
  const content = {
    about: "covered" as const,
    identity,
    mailFrom,
    fromAddresses: [...taken],
    refused: [...refused],
  };
  const reply = newTicketReply({ source, ticket, deliveryId: `covered/${id}` }, content, now);
  return {
    onboarding: next,
    puts: [...puts, ...(source === "generic" ? [] : [{ item: reply, expectedVersion: undefined }])],
  };
}

/** A project with the domain that covers its addresses, and those addresses that it may send from. */
export function withCovered(
  project: ProjectEntry,
  { identity, mailFrom, onboardingId }: Onboarding,
  judged: readonly Judged[],
  now: number,
): ProjectEntry {
  const { domains = [], fromAddresses = [], refusedAddresses = [], removedAddresses = [] } = project;
  const before = { fromAddresses, refusedAddresses, removedAddresses };
  const { lists } = withJudged(before, judged, { at: now, by: "support" });
  const known = domains.find((domain) => domain.identity === identity);
  const others = domains.filter((domain) => domain.identity !== identity);
  return {
    ...project,
    ...lists,
    domains: [...others, { ...known, identity, mailFrom, onboardingId }],
  };
}
