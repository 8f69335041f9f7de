import { type ClaimEntry, IMPORTED } from "#core/claims/claims";
import { isOpen } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changePuts, readOnboarding } from "#core/onboarding/store";
import type { Source } from "#core/onboarding/ticket-source";
import type { Put, Table } from "#core/table";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import { newTicketReply } from "#core/tickets/ticket-reply";

/** Finds the onboarding of the same project that sets the same identity up now. */
export async function findUnderWay(
  table: Pick<Table, "get">,
  own: readonly ClaimEntry[],
  { identity, project }: Pick<OnboardingRequest, "identity" | "project">,
): Promise<Onboarding | undefined> {
  for (const { name, onboardingId } of own) {
    if (name !== identity || onboardingId === IMPORTED) continue;
    const current = await readOnboarding(table, onboardingId);
    const isUnderWay = isOpen(current.status) && current.signals.cancelledAt === undefined;
    // A claim may also be for a MAIL FROM domain of the same name.
    if (isUnderWay && current.project === project && current.identity === identity) return current;
  }
  return undefined;
}

/**
 * The writes by which a ticket joins an onboarding. SES keeps one MAIL FROM domain an identity, so that of the first
 * ticket stays. The later ticket is told which ticket goes on.
 */
export function joiningPuts(
  carried: Onboarding,
  { identity, ticket, fromAddresses }: OnboardingRequest,
  source: Source,
  now: number,
): { readonly onboarding: Onboarding; readonly puts: readonly Put[] } {
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
    puts: [...puts, ...(source === "generic" ? [] : [{ item: reply, expectedVersion: undefined }])],
  };
}
