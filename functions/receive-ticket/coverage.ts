import type { ClaimEntry } from "#core/claims/claims";
import { isAtOrBelow, isBelow } from "#core/names/domain-name";
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
import { type Delivery, deliveryPut } from "./delivery-item.ts";

/** The ready onboarding of the same owner whose identity covers all from addresses: the nearest. */
export async function coveringOnboarding(
  table: Pick<Table, "get">,
  entries: readonly ClaimEntry[],
  owner: string,
  { fromAddresses }: Pick<OnboardingRequest, "fromAddresses">,
): Promise<Onboarding | undefined> {
  const domains = fromAddresses.map((address) => parseEmailAddress(address)?.domain ?? "");
  const nearestFirst = entries
    .filter((entry) => entry.owner === owner && entry.state === "proved")
    .filter(({ name }) => domains.every((domain) => isAtOrBelow(domain, name)))
    .toSorted((one, other) => other.name.length - one.name.length);
  for (const { onboardingId, name } of nearestFirst) {
    const item = await table.get(onboardingKey(onboardingId));
    const current = item === undefined ? undefined : onboarding.parse(item);
    // A MAIL FROM name is claimed as well, and covers nothing.
    if (current?.status === "ready" && current.identity === name) return current;
  }
  return undefined;
}

/** True if an identity of their own is asked for addresses that the covering identity serves: only on explicit request. */
export function asksForChild(
  { identity, asksForIdentity }: Pick<OnboardingRequest, "identity" | "asksForIdentity">,
  covering: Onboarding,
): boolean {
  return asksForIdentity === true && isBelow(identity, covering.identity);
}

/** True if a ticket led to an onboarding that is no answer of its own: it was there before, for other tickets. */
export function isCovered(
  { source, ticket, alsoTickets = [] }: Onboarding,
  asked: { readonly source: Source; readonly ticket: string },
): boolean {
  // Two desks may give the same number
  return ![{ source, ticket }, ...alsoTickets].some(
    (one) => one.source === asked.source && one.ticket === asked.ticket,
  );
}

/** What became of the addresses of a ticket that an identity covers. */
export interface CoveredAddresses {
  readonly taken: readonly string[];
  readonly refused: readonly RefusedAddress[];
}

/** What became of the addresses that a ticket asked for, by the project that they lie in. */
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

/** The writes by which addresses that are covered are known with their identity; nothing is made in SES. */
export function coveredPuts(
  covering: Onboarding,
  delivery: Delivery,
  { ticket }: Pick<OnboardingRequest, "ticket">,
  { taken, refused }: CoveredAddresses,
): { readonly next: Onboarding; readonly puts: readonly Put[] } {
  const { source, now } = delivery;
  const { onboardingId, identity, mailFrom } = covering;
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
  const reply = newTicketReply({ source, ticket, deliveryId: `covered/${delivery.id}` }, content, now);
  return {
    next,
    puts: [
      ...puts,
      deliveryPut(delivery, onboardingId),
      ...(source === "generic" ? [] : [{ item: reply, expectedVersion: undefined }]),
    ],
  };
}

/** A project with the domain that covers its addresses, and those of them that it may send from. */
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
