import type { Put, Table } from "#core/table";
import type { Onboarding } from "../onboarding.ts";
import type { Change } from "../store.ts";
import { readTicketItem } from "../ticket-item.ts";

/** The optional attributes that contain personal data. */
const PERSONAL = [
  "alsoProjects",
  "alsoTickets",
  "dnsContact",
  "failingAddresses",
  "formerContacts",
  "handOffs",
  "migratingFrom",
  "refusedAddresses",
  "replyAddress",
] as const;

/**
 * Erases the personal data of an onboarding that ended unfinished long ago. The owner stays, because the
 * cleanup of the identity needs it. `undefined` if the onboarding is not closed.
 */
export async function erasePersonalData(
  table: Pick<Table, "get">,
  current: Onboarding,
  now: number,
): Promise<Change | undefined> {
  if (current.queue !== "closed") return undefined;
  return {
    set: { requester: "", fromAddresses: [], ticket: "" },
    clear: [...PERSONAL, "queue", "dueAt"],
    event: { type: "forgotten", at: now, by: "sendworthy" },
    also: await ticketPuts(table, current, now),
  };
}

/** A ticket that now has another onboarding is kept for that one. */
async function ticketPuts(
  table: Pick<Table, "get">,
  { onboardingId, source, ticket, alsoTickets = [] }: Onboarding,
  now: number,
): Promise<Put[]> {
  const puts: Put[] = [];
  for (const one of [{ source, ticket }, ...alsoTickets]) {
    const item = await readTicketItem(table, one.source, one.ticket);
    if (item.onboardingId === onboardingId) puts.push(item.forget(now));
  }
  return puts;
}
