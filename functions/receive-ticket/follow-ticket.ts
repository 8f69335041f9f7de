import { requestOf } from "#core/intake/request-of";
import { mute } from "#core/onboarding/changes/mute";
import { hasUnseenSignal } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { type Change, changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { type CoveredRequest, readTicketItem } from "#core/onboarding/ticket-item";
import { interpretComment } from "#core/tickets/comments/interpret-comment";
import { contactChangeIn } from "#core/tickets/comments/named-contact";
import type { TicketEvent } from "#core/tickets/comments/ticket-event";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import type { ReadTicket } from "#core/tickets/reading/read-ticket";
import type { ReadingSettings } from "#core/tickets/reading/reading-settings";
import { cancelOnboarding } from "./cancel-onboarding.ts";
import { type Delivery, deliveryPut, readDelivery } from "./delivery-item.ts";
import type { OnboardingDeps } from "./intake.ts";
import { openOnboarding } from "./open-onboarding.ts";
import type { Outcome } from "./outcome.ts";

/** Applies a ticket's event to its onboarding; without an onboarding it has no effect. */
export async function followTicket(
  event: TicketEvent,
  settings: Pick<ReadingSettings, "muteTag" | "labels">,
  delivery: Delivery,
  deps: OnboardingDeps,
): Promise<Outcome> {
  const { table } = deps;
  const known = await readDelivery(table, delivery);
  if (known !== undefined && known.digest !== delivery.digest) return { kind: "other-body" };
  const { onboardingId, covered } = await readTicketItem(table, delivery.source, event.ticket);
  if (onboardingId === undefined) return { kind: "unknown-ticket" };
  if (event.type === "ticket.deleted") return deleted(event.ticket, delivery, deps);
  if (event.type === "ticket.reopened")
    return reopen({ onboardingId, covered }, event.ticket, delivery, deps);
  if (known === undefined) {
    await changeOnboarding(table, onboardingId, async (current) => {
      const change = await changeBy(event, current, settings, delivery, deps);
      return change && { ...change, also: [...(change.also ?? []), deliveryPut(delivery, onboardingId)] };
    });
  }
  // This also runs for a repeated delivery, because the first one may have failed before it resumed the
  // execution.
  const after = await readOnboarding(table, onboardingId);
  if (after.wait !== undefined && hasUnseenSignal(after)) await deps.resumer.resume(after.wait.token);
  return { kind: "nothing-to-do" };
}

type Followed = Exclude<TicketEvent, { readonly type: "ticket.deleted" | "ticket.reopened" }>;

async function changeBy(
  event: Followed,
  current: Onboarding,
  settings: Pick<ReadingSettings, "muteTag" | "labels">,
  delivery: Delivery,
  deps: OnboardingDeps,
): Promise<Change | undefined> {
  switch (event.type) {
    case "ticket.commented":
      return (
        contactChangeIn(current, event.comment, settings, delivery.now) ??
        interpretComment(current, event.comment, delivery.now)
      );
    case "ticket.tagged":
      return mute(current, event.tags.includes(settings.muteTag), delivery.now);
    case "ticket.merged":
      return moved(current, event, delivery, deps);
  }
}

/** After a merge, answers go to the remaining ticket, even if that ticket has another onboarding. */
async function moved(
  current: Onboarding,
  { ticket, into }: Extract<TicketEvent, { readonly type: "ticket.merged" }>,
  { source }: Delivery,
  { table }: OnboardingDeps,
): Promise<Change | undefined> {
  if (current.ticket !== ticket || into === ticket) return undefined;
  const target = await readTicketItem(table, source, into);
  return {
    set: { ticket: into, alsoTickets: [...(current.alsoTickets ?? []), { source, ticket }] },
    also: target.onboardingId === undefined ? [target.replaceWith(current.onboardingId)] : [],
  };
}

/** Cancels the onboarding of a deleted ticket, unless answers go to another ticket. */
async function deleted(ticket: string, delivery: Delivery, deps: OnboardingDeps): Promise<Outcome> {
  const outcome = await cancelOnboarding(ticket, delivery, deps);
  return outcome.kind === "another-ticket" ? { kind: "nothing-to-do" } : outcome;
}

/**
 * Opens a new onboarding with the request of the one that ended. A ticket whose onboarding is still open
 * changes nothing.
 */
async function reopen(
  { onboardingId, covered }: { readonly onboardingId: string; readonly covered: CoveredRequest | undefined },
  ticket: string,
  delivery: Delivery,
  deps: OnboardingDeps,
): Promise<Outcome> {
  const before = await readOnboarding(deps.table, onboardingId);
  // A ticket of another project was covered by this onboarding, whose request is not the ticket's.
  if (covered !== undefined && covered.project !== before.project) return { kind: "nothing-to-do" };
  const asked = requestOf(before, { source: delivery.source, ticket });
  // The records of its MAIL FROM domain may already be published.
  const request = { ...asked, mailFrom: before.mailFrom };
  // A held request that ended was never approved, and reopening its ticket does not approve it.
  const isVouched = delivery.source === "generic" || before.held === undefined;
  const asking = { source: delivery.source, isVouched, again: true };
  const outcome = await openOnboarding(request, asking, delivery, deps);
  // A ticket that is covered asked for something else than its onboarding, which goes on.
  if (outcome.kind === "ticket-in-use") return { kind: "nothing-to-do" };
  if (outcome.kind === "refused") return { ...outcome, asked: asReadFrom(request, isVouched) };
  return outcome.kind === "taken" && outcome.onboarding.onboardingId === onboardingId
    ? { kind: "nothing-to-do" }
    : outcome;
}

/** Returns a request in the form in which a ticket is read, so that a comment can correct it. */
function asReadFrom(request: OnboardingRequest, isVouched: boolean): ReadTicket {
  const { asksForIdentity, identity, ...fields } = request;
  const data = { ...fields, ...(asksForIdentity === true && { identity }) };
  return { ticket: request.ticket, data, isVouched };
}
