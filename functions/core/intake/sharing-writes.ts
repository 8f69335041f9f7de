import type { Onboarding } from "#core/onboarding/onboarding";
import { changePuts } from "#core/onboarding/store";
import { judgeAddresses } from "#core/projects/from-addresses/add-addresses";
import { addressesIn } from "#core/projects/from-addresses/requested-address";
import type { ProjectEntry } from "#core/projects/project";
import { withSharedDomain } from "#core/projects/with-shared-domain";
import type { Put } from "#core/table";
import { newTicketReply } from "#core/tickets/ticket-reply";
import type { Accepted, Accepting, RequestWrites, SharingDeps } from "./accepted-request.ts";
import { coverRequest } from "./cover-request.ts";
import { coveredAddresses } from "./covered-addresses.ts";
import { joinRequest, type Share } from "./join-request.ts";
import { registration } from "./registration.ts";

type Sharing = Extract<Accepted, { readonly kind: "joined" | "covered" }>;

/** Makes the writes by which a request shares an identity of the same owner. */
export async function sharingWrites(
  decision: Sharing,
  accepting: Accepting,
  deps: SharingDeps,
): Promise<RequestWrites> {
  const { request, items, delivery } = accepting;
  const { source, now } = delivery;
  const { ticket, project: name, identity } = request;
  const covered = decision.kind === "covered" ? { project: name, identity } : undefined;
  const { entry, puts: registered } = registration(items, request, decision.owner);
  const shared = decision.kind === "joined" ? decision.onboarding : decision.by;
  const { set, content, project } =
    decision.kind === "joined"
      ? { ...joinRequest(shared, request, source), project: registered }
      : await coveredShare(shared, entry, accepting, deps);
  const { next, puts } = changePuts(shared, {
    set,
    event: { type: decision.kind, at: now, by: "support", idempotencyKey: `${source}/${ticket}` },
  });
  const deliveryId = decision.kind === "joined" ? `joined/${shared.onboardingId}` : `covered/${delivery.id}`;
  const reply = newTicketReply(
    { source, ticket, deliveryId, language: request.language ?? entry.language },
    content,
    now,
  );
  // A ticket of the generic source gets only the HTTP response.
  const answer = source === "generic" ? [] : [{ item: reply, expectedVersion: undefined }];
  return {
    onboarding: next,
    puts: [...puts, ...answer, ...project, items.ticket.replaceWith(next.onboardingId, covered)],
    rivals: [],
  };
}

async function coveredShare(
  covering: Onboarding,
  entry: ProjectEntry,
  { request, items, delivery: { now } }: Accepting,
  deps: SharingDeps,
): Promise<Share & { readonly project: readonly Put[] }> {
  const judged = await judgeAddresses(addressesIn(request), entry.owner, now, deps);
  const project = withSharedDomain(entry, covering, judged, { at: now, by: "support" });
  const share = coverRequest(covering, request, coveredAddresses(project, request));
  return { ...share, project: [items.project.replaceWith(project)] };
}
