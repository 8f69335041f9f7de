import { requestOf } from "#core/intake/request-of";
import { hasUnseenSignal } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { type Change, changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { readTicketItem } from "#core/onboarding/ticket-item";
import { interpretComment } from "#core/tickets/comments/interpret-comment";
import { mute } from "#core/tickets/comments/mute";
import { contactChangeIn } from "#core/tickets/comments/named-contact";
import type { TicketEvent } from "#core/tickets/comments/ticket-event";
import type { ReadingSettings } from "#core/tickets/reading/reading-settings";
import { cancelOnboarding } from "./cancel-onboarding.ts";
import { type Delivery, deliveryPut, readDelivery } from "./delivery-item.ts";
import type { OnboardingDeps } from "./intake.ts";
import { openOnboarding } from "./open-onboarding.ts";
import type { Outcome } from "./outcome.ts";

/** Applies an event of a ticket to its onboarding; an event of a ticket without one changes nothing. */
export async function followTicket(
  event: TicketEvent,
  settings: Pick<ReadingSettings, "muteTag" | "labels">,
  delivery: Delivery,
  deps: OnboardingDeps,
): Promise<Outcome> {
  const { table } = deps;
  const known = await readDelivery(table, delivery);
  if (known !== undefined && known.digest !== delivery.digest) return { kind: "other-body" };
  const { onboardingId } = await readTicketItem(table, delivery.source, event.ticket);
  if (onboardingId === undefined) return { kind: "unknown-ticket" };
  if (event.type === "ticket.deleted") return deleted(event.ticket, delivery, deps);
  if (event.type === "ticket.reopened") return reopen(onboardingId, event.ticket, delivery, deps);
  if (known === undefined) {
    await changeOnboarding(table, onboardingId, async (current) => {
      const change = await changeBy(event, current, settings, delivery, deps);
      return change && { ...change, also: [...(change.also ?? []), deliveryPut(delivery, onboardingId)] };
    });
  }
  // Also for a repeated delivery: the first may have failed before it resumed the execution
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

/** After a merge, answers go into the ticket that remains, also where that has an onboarding of its own. */
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

/** Cancels the onboarding of a deleted ticket, unless another ticket is the one that is answered. */
async function deleted(ticket: string, delivery: Delivery, deps: OnboardingDeps): Promise<Outcome> {
  const outcome = await cancelOnboarding(ticket, delivery, deps);
  return outcome.kind === "another-ticket" ? { kind: "nothing-to-do" } : outcome;
}

/** Opens a new onboarding with the request of the one that ended; a ticket whose onboarding still runs changes nothing. */
async function reopen(
  onboardingId: string,
  ticket: string,
  delivery: Delivery,
  deps: OnboardingDeps,
): Promise<Outcome> {
  const before = await readOnboarding(deps.table, onboardingId);
  const asked = requestOf(before, { source: delivery.source, ticket });
  // The records of its MAIL FROM domain may be published already.
  const request = { ...asked, mailFrom: before.mailFrom };
  // A held request that ended was never approved, and opening its ticket again does not approve it
  const isVouched = delivery.source === "generic" || before.held === undefined;
  const asking = { source: delivery.source, isVouched, again: true };
  const outcome = await openOnboarding(request, asking, delivery, deps);
  return outcome.kind === "taken" && outcome.onboarding.onboardingId === onboardingId
    ? { kind: "nothing-to-do" }
    : outcome;
}
