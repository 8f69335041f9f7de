import { closeUnfinished } from "#core/onboarding/changes/close-unfinished";
import { cancel } from "#core/onboarding/changes/signals";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { readTicketItem } from "#core/onboarding/ticket-item";
import { type Delivery, deliveryPut, readDelivery } from "./delivery-item.ts";
import type { OnboardingDeps } from "./intake.ts";
import type { Outcome } from "./outcome.ts";

/**
 * Cancels the onboarding of a ticket. The signal is written before the execution is resumed, and a repeated
 * request has no further effect. Only the ticket in which Sendworthy answers may cancel, not tickets that
 * joined it or were merged into it.
 */
export async function cancelOnboarding(
  ticket: string,
  delivery: Delivery,
  { table, resumer }: OnboardingDeps,
): Promise<Outcome> {
  const { source, now } = delivery;
  const known = await readDelivery(table, delivery);
  if (known !== undefined && known.digest !== delivery.digest) return { kind: "other-body" };
  // A late copy concerns the onboarding that it cancelled, not one that the ticket opened afterwards.
  const { onboardingId } = known ?? (await readTicketItem(table, source, ticket));
  if (onboardingId === undefined) return { kind: "unknown-ticket" };
  if (known === undefined) {
    const current = await readOnboarding(table, onboardingId);
    if (current.ticket !== ticket || current.source !== source)
      return { kind: "another-ticket", source: current.source, ticket: current.ticket };
  }
  const after = await changeOnboarding(table, onboardingId, async (current) => {
    // A held request has no execution that could close it.
    const change =
      current.status === "held"
        ? await closeUnfinished(
            table,
            current,
            { transition: "cancel", closedBecause: "cancelled", by: "support" },
            now,
          )
        : cancel(current, now);
    return change && { ...change, also: [...(change.also ?? []), deliveryPut(delivery, onboardingId)] };
  });
  const isCancelled = after.signals.cancelledAt !== undefined || after.status === "cancelled";
  if (!isCancelled) return { kind: "too-late", status: after.status };
  if (after.wait !== undefined) await resumer.resume(after.wait.token);
  return { kind: "cancelled", onboardingId, ticket };
}
