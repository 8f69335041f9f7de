import { type ClaimEntry, IMPORTED } from "#core/claims/claims";
import { isOpen } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changePuts, readOnboarding } from "#core/onboarding/store";
import type { Put, Table } from "#core/table";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import { newTicketReply } from "#core/tickets/ticket-reply";
import { type Delivery, deliveryPut } from "./delivery-item.ts";

/**
 * The writes by which one more ticket joins what is under way for the same identity of the same project; `undefined` if
 * nothing is. SES keeps one MAIL FROM domain an identity: that of the first ticket stays. The later ticket is told where
 * it goes on.
 */
export async function joiningPuts(
  table: Table,
  entries: readonly ClaimEntry[],
  request: OnboardingRequest & { readonly owner: string },
  delivery: Delivery,
): Promise<{ readonly onboarding: Onboarding; readonly puts: readonly Put[] } | undefined> {
  const { identity, ticket, fromAddresses } = request;
  const { source, now } = delivery;
  const carried = await underWay(table, entries, request);
  if (carried === undefined) return undefined;
  const { next, puts } = changePuts(carried, {
    set: {
      fromAddresses: [...new Set([...carried.fromAddresses, ...fromAddresses])],
      alsoTickets: [...(carried.alsoTickets ?? []), { source, ticket }],
    },
    event: { type: "joined", at: now, by: "support", idempotencyKey: `${source}/${ticket}` },
  });
  const content = { about: "joined" as const, identity, ticket: carried.ticket };
  const reply = newTicketReply(
    { source, ticket, deliveryId: `joined/${carried.onboardingId}` },
    content,
    now,
  );
  return {
    onboarding: next,
    puts: [
      ...puts,
      deliveryPut(delivery, carried.onboardingId),
      ...(source === "generic" ? [] : [{ item: reply, expectedVersion: undefined }]),
    ],
  };
}

async function underWay(
  table: Table,
  entries: readonly ClaimEntry[],
  { identity, owner, project }: OnboardingRequest & { readonly owner: string },
): Promise<Onboarding | undefined> {
  for (const { onboardingId } of entries.filter(
    (entry) => entry.name === identity && entry.owner === owner && entry.onboardingId !== IMPORTED,
  )) {
    const current = await readOnboarding(table, onboardingId);
    const isUnderWay = isOpen(current.status) && current.signals.cancelledAt === undefined;
    // A MAIL FROM domain is claimed as well, and is nobody's identity.
    if (isUnderWay && current.project === project && current.identity === identity) return current;
  }
  return undefined;
}
