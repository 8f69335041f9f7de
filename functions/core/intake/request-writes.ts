import { reserve } from "#core/claims/claims";
import type { DnsResolver } from "#core/dns/observation";
import type { Onboarding } from "#core/onboarding/onboarding";
import { newOnboardingPuts } from "#core/onboarding/store";
import type { Source } from "#core/onboarding/ticket-source";
import { judgeAddresses } from "#core/projects/from-addresses/add-addresses";
import { addressesIn } from "#core/projects/from-addresses/requested-address";
import type { ProjectEntry } from "#core/projects/project";
import type { Put, Table } from "#core/table";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import { challengeRivals } from "./challenge-rivals.ts";
import { coveredAddresses, coveringPuts, withCovered } from "./cover-request.ts";
import type { Decision, Opening } from "./decide-request.ts";
import { joiningPuts } from "./join-request.ts";
import { newOnboarding } from "./new-onboarding.ts";
import type { RequestItems } from "./request-facts.ts";

/** A decision by which a request has an onboarding. */
export type Accepted = Exclude<Decision, { readonly kind: "need" | "refused" }>;

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

/** The table, the DNS and the sources of ids that the writes of a decision need. */
export interface RequestWritesDeps {
  readonly table: Pick<Table, "get">;
  readonly resolver: DnsResolver;
  newId(nowMs: number): string;
  newToken(): string;
}

/** Derives all writes from a decision. */
export async function writesFor(
  decision: Accepted,
  accepting: Accepting,
  deps: RequestWritesDeps,
): Promise<RequestWrites> {
  const { request, items, delivery } = accepting;
  switch (decision.kind) {
    case "already-open":
      return { onboarding: decision.onboarding, puts: [], rivals: [] };
    case "joined": {
      const { onboarding, puts } = joiningPuts(decision.onboarding, request, delivery.source, delivery.now);
      return withTicket(items, onboarding, puts);
    }
    case "covered": {
      const { owner, by } = decision;
      const judged = await judgeAddresses(addressesIn(request), owner, delivery.now, deps);
      const project = withCovered(projectEntry(items, request, owner), by, judged, delivery.now);
      const { onboarding, puts } = coveringPuts(by, delivery, request, coveredAddresses(project, request));
      return withTicket(items, onboarding, [...puts, items.project.replaceWith(project)]);
    }
    case "open":
      return openingWrites(decision, accepting, deps);
  }
}

async function openingWrites(
  opening: Opening,
  { request, items, delivery: { source, now } }: Accepting,
  deps: RequestWritesDeps,
): Promise<RequestWrites> {
  const { owner, mailFrom, isHeld, proof, registersProject } = opening;
  const onboarding = newOnboarding(
    { request, source, opening, newToken: deps.newToken },
    deps.newId(now),
    now,
  );
  const { challenged, puts } = await challengeRivals(proof?.rivals ?? [], now, deps);
  const names = [request.identity, mailFrom];
  const { claims, project } = items;
  return withTicket(
    items,
    onboarding,
    [
      claims.replaceWith(reserve(claims.entries, onboarding.onboardingId, owner, names)),
      ...(registersProject ? [project.replaceWith(projectEntry(items, request, owner))] : []),
      ...newOnboardingPuts(onboarding, { type: isHeld ? "held" : "requested", at: now, by: "support" }),
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

/** The project as it is registered, or as the ticket registers it. */
function projectEntry(
  items: RequestItems,
  { project, requester }: OnboardingRequest,
  owner: string,
): ProjectEntry {
  return items.project.current ?? { project, owner, platform: "ses", requesters: [requester], domains: [] };
}
