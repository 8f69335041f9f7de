import * as z from "zod";
import type { Source } from "#core/onboarding/ticket-source";
import type { Key, Put, Table } from "#core/table";
import type { ReadTicket } from "#core/tickets/reading/read-ticket";

/** Nobody corrects a ticket after a month, and what a stranger wrote is not kept longer. */
const KEPT_SECONDS = 30 * 24 * 3600;

const waitingItem = z.object({
  version: z.number().int(),
  data: z.record(z.string(), z.unknown()),
  isVouched: z.boolean(),
  corrections: z.number().int(),
});

/** A request that waits for corrections in its ticket. */
export interface WaitingRequest {
  /** `undefined` if none waits. */
  readonly request: ReadTicket | undefined;
  /** The number of corrections that were read so far. */
  readonly corrections: number;
  replaceWith(request: ReadTicket, corrections: number, now: number): Put;
}

/** Reads the request of a ticket that waits for corrections. */
export async function readWaitingRequest(
  table: Pick<Table, "get">,
  source: Source,
  ticket: string,
): Promise<WaitingRequest> {
  const key: Key = { pk: `ticket#${source}#${ticket}`, sk: "waiting" };
  const item = await table.get(key);
  const current = item === undefined ? undefined : waitingItem.parse(item);
  return {
    request: current && { ticket, data: current.data, isVouched: current.isVouched },
    corrections: current?.corrections ?? 0,
    replaceWith: ({ data, isVouched }, corrections, now) => ({
      item: {
        ...key,
        ...{ data, isVouched, corrections },
        version: (current?.version ?? 0) + 1,
        forgetAt: Math.floor(now / 1000) + KEPT_SECONDS,
      },
      expectedVersion: current?.version,
    }),
  };
}
