import { reserve } from "#core/claims/claims";
import type { DnsResolver } from "#core/dns/observation";
import type { Onboarding } from "#core/onboarding/onboarding";
import { newOnboardingPuts } from "#core/onboarding/store";
import type { Source } from "#core/onboarding/ticket-source";
import { judgeAddresses } from "#core/projects/from-addresses/add-addresses";
import { addressesIn } from "#core/projects/from-addresses/requested-address";
import type { ProjectEntry } from "#core/projects/project";
import { withSharedDomain } from "#core/projects/with-shared-domain";
import type { Put, Table } from "#core/table";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import { challengeRivals } from "./challenge-rivals.ts";
import { coveredAddresses, coveringPuts } from "./cover-request.ts";
import type { Decision, Opening } from "./decide-request.ts";
import { joiningPuts } from "./join-request.ts";
import { newOnboarding } from "./new-onboarding.ts";
import { replacePuts } from "./replace-failed.ts";
import type { RequestItems } from "./request-facts.ts";

/** A decision by which a request has an onboarding. */
export type Accepted = Exclude<Decision, { readonly kind: "need" | "refused" | "ticket-in-use" }>;

/** The writes of one transaction, the onboarding that the ticket then has, and the rivals to resume afterwards. */
export interface RequestWrites {
  readonly onboarding: Onboarding;
  readonly puts: readonly Put[];
  readonly rivals: readonly Onboarding[];
}

/** A request, the items that were read for it, and the delivery that brought it. */
export interface Accepting {
  readonly request: OnboardingRequest;
  readonly items: RequestItems;
  readonly delivery: { readonly source: Source; readonly id: string; readonly now: number };
}

/** The table and the DNS, which the writes of a decision read. */
export interface SharingDeps {
  readonly table: Pick<Table, "get">;
  readonly resolver: DnsResolver;
}

/** The sources of ids and tokens for a new onboarding. */
export interface RequestWritesDeps extends SharingDeps {
  newId(nowMs: number): string;
  newToken(): string;
}

/** Derives all writes from a decision. */
export async function writesFor(
  decision: Accepted,
  accepting: Accepting,
  deps: RequestWritesDeps,
): Promise<RequestWrites> {
  switch (decision.kind) {
    case "already-open":
      return { onboarding: decision.onboarding, puts: [], rivals: [] };
    case "joined":
    case "covered":
      return sharingWrites(decision, accepting, deps);
    case "open":
      return openingWrites(decision, accepting, deps);
  }
}

/** The writes by which a request shares an identity that its owner has already, or sets up now. */
export async function sharingWrites(
  decision: Extract<Accepted, { readonly kind: "joined" | "covered" }>,
  { request, items, delivery }: Accepting,
  deps: SharingDeps,
): Promise<RequestWrites> {
  const { source, now } = delivery;
  if (decision.kind === "joined") {
    const { onboarding, puts } = joiningPuts(decision.onboarding, request, source, now);
    return withTicket(items, onboarding, [...puts, ...registrationPuts(items, request, decision.owner)]);
  }
  const { owner, by } = decision;
  const judged = await judgeAddresses(addressesIn(request), owner, now, deps);
  const act = { at: now, by: "support" };
  const project = withSharedDomain(projectEntry(items, request, owner), by, judged, act);
  const { onboarding, puts } = coveringPuts(by, delivery, request, coveredAddresses(project, request));
  return withTicket(items, onboarding, [...puts, items.project.replaceWith(project)]);
}

async function openingWrites(
  opening: Opening,
  { request, items, delivery: { source, now } }: Accepting,
  deps: RequestWritesDeps,
): Promise<RequestWrites> {
  const { owner, mailFrom, isHeld, proof, replaces } = opening;
  const onboarding = newOnboarding(
    { request, source, opening, newToken: deps.newToken },
    deps.newId(now),
    now,
  );
  const { onboardingId, identity } = onboarding;
  const { challenged, puts } = await challengeRivals(proof?.rivals ?? [], now, deps);
  const { claims } = items;
  const replaced = replaces.map((one) => one.onboardingId);
  return withTicket(
    items,
    onboarding,
    [
      claims.replaceWith(reserve(claims.entries, onboardingId, owner, [identity, mailFrom], replaced)),
      ...registrationPuts(items, request, owner),
      ...newOnboardingPuts(onboarding, { type: isHeld ? "held" : "requested", at: now, by: "support" }),
      ...replacePuts(replaces, now),
      ...puts,
    ],
    challenged,
  );
}

function withTicket(
  { ticket }: RequestItems,
  onboarding: Onboarding,
  puts: readonly Put[],
  rivals: readonly Onboarding[] = [],
): RequestWrites {
  return { onboarding, puts: [...puts, ticket.replaceWith(onboarding.onboardingId)], rivals };
}

/** The write that registers a project which is not registered yet. */
function registrationPuts(items: RequestItems, request: OnboardingRequest, owner: string): Put[] {
  const { current, replaceWith } = items.project;
  return current === undefined ? [replaceWith(projectEntry(items, request, owner))] : [];
}

/** The project as it is registered, or as the ticket registers it. */
function projectEntry(
  items: RequestItems,
  { project, requester }: OnboardingRequest,
  owner: string,
): ProjectEntry {
  return items.project.current ?? { project, owner, platform: "ses", requesters: [requester], domains: [] };
}
