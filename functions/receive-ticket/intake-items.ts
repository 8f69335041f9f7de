import { z } from "zod";
import type { Key, Put, Table } from "#core/table";

/** Deliveries are forgotten after a week: far beyond any sender's retries. */
const DELIVERY_KEPT_SECONDS = 7 * 24 * 3600;

const deliveryItem = z.object({ digest: z.string(), onboardingId: z.string() });
const ticketItem = z.object({ version: z.number().int(), onboardingId: z.string() });

function deliveryKey(id: string): Key {
  return { pk: `delivery#generic#${id}`, sk: "delivery" };
}

function ticketKey(ticket: string): Key {
  return { pk: `ticket#generic#${ticket}`, sk: "ticket" };
}

/** What an earlier copy of this delivery led to, if there was one. */
export async function readDelivery(
  table: Table,
  id: string,
): Promise<z.infer<typeof deliveryItem> | undefined> {
  const item = await table.get(deliveryKey(id));
  return item === undefined ? undefined : deliveryItem.parse(item);
}

/** Remembers a delivery, unless it is known. */
export function deliveryPut(
  { id, digest, now }: { id: string; digest: string; now: number },
  onboardingId: string,
): Put {
  const forgetAt = Math.floor(now / 1000) + DELIVERY_KEPT_SECONDS;
  return {
    item: { ...deliveryKey(id), version: 1, digest, onboardingId, forgetAt },
    expectedVersion: undefined,
  };
}

/** The onboarding of a ticket, with the write that gives the ticket another one. */
export async function readTicket(
  table: Table,
  ticket: string,
): Promise<{ onboardingId: string | undefined; replaceWith(onboardingId: string): Put }> {
  const item = await table.get(ticketKey(ticket));
  const current = item === undefined ? undefined : ticketItem.parse(item);
  return {
    onboardingId: current?.onboardingId,
    replaceWith: (onboardingId) => ({
      item: { ...ticketKey(ticket), version: (current?.version ?? 0) + 1, onboardingId },
      expectedVersion: current?.version,
    }),
  };
}
