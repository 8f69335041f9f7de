import * as z from "zod";
import type { Key, Put, Table } from "#core/table";
import type { Source } from "./ticket-source.ts";

const coveredRequest = z.object({ project: z.string(), identity: z.string() });

/** What a ticket asked for whose addresses are covered, because its onboarding does not tell. */
export type CoveredRequest = z.infer<typeof coveredRequest>;

const ticketItem = z.object({
  version: z.number().int(),
  onboardingId: z.string(),
  /** Absent for a ticket that opened or joined its onboarding, and in older items. */
  covered: coveredRequest.optional(),
});

/** The onboarding of a ticket, with the writes that replace or delete the item. */
export interface TicketItem {
  readonly onboardingId: string | undefined;
  readonly covered: CoveredRequest | undefined;
  replaceWith(onboardingId: string, covered?: CoveredRequest): Put;
  /** Makes the write after which DynamoDB's time to live deletes the item. */
  forget(now: number): Put;
}

/** Reads the onboarding of a ticket. */
export async function readTicketItem(
  table: Pick<Table, "get">,
  source: Source,
  ticket: string,
): Promise<TicketItem> {
  const key: Key = { pk: `ticket#${source}#${ticket}`, sk: "ticket" };
  const item = await table.get(key);
  const current = item === undefined ? undefined : ticketItem.parse(item);
  const put = (attributes: Readonly<Record<string, unknown>>): Put => ({
    item: { ...key, ...attributes, version: (current?.version ?? 0) + 1 },
    expectedVersion: current?.version,
  });
  return {
    onboardingId: current?.onboardingId,
    covered: current?.covered,
    replaceWith: (onboardingId, covered) =>
      put({ onboardingId, ...(covered === undefined ? {} : { covered }) }),
    forget: (now) => put({ onboardingId: current?.onboardingId, forgetAt: Math.floor(now / 1000) }),
  };
}
