import { changeOnboarding } from "#core/onboarding-store";
import { cancel } from "#core/signals";
import type { HttpResponse } from "#platform/http-handler";
import { type Delivery, type IntakeDeps, otherBodyRefusal, refusal } from "./intake.ts";
import { deliveryPut, readDelivery, readTicket } from "./intake-items.ts";

/** Cancels the onboarding of a ticket: the signal is written first, then the machine is woken. Twice is once. */
export async function cancelOnboarding(
  ticket: string,
  delivery: Delivery,
  { table, waker }: IntakeDeps,
): Promise<HttpResponse> {
  const known = await readDelivery(table, delivery.id);
  if (known !== undefined && known.digest !== delivery.digest) return otherBodyRefusal();
  // A late copy speaks of the onboarding it cancelled, not of one that the ticket opened since.
  const { onboardingId } = known ?? (await readTicket(table, ticket));
  if (onboardingId === undefined)
    return refusal({ status: 404, title: "There is no onboarding for this ticket" });
  const after = await changeOnboarding(table, onboardingId, (current) => {
    const change = cancel(current, delivery.now);
    return change && { ...change, also: [deliveryPut(delivery, onboardingId)] };
  });
  const isCancelled = after.signals.cancelledAt !== undefined || after.status === "cancelled";
  if (!isCancelled) {
    return refusal({
      status: 409,
      title: `This onboarding is ${after.status} and can no longer be cancelled`,
    });
  }
  if (after.wait !== undefined) await waker.wake(after.wait.token);
  return {
    statusCode: 202,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify({ onboardingId, ticket }),
  };
}
