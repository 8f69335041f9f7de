import * as z from "zod";
import { type Source, ticketSource } from "#core/onboarding/ticket-source";
import type { Item, Key, Put, Table } from "#core/table";
import type { ReadTicket } from "#core/tickets/reading/read-ticket";

/**
 * A request is deleted after a month: by then it will not be corrected, and it contains a stranger's data.
 */
const KEPT_SECONDS = 30 * 24 * 3600;

const waitingItem = z.object({
  version: z.number().int(),
  data: z.record(z.string(), z.unknown()),
  isVouched: z.boolean(),
  corrections: z.number().int(),
});

/** A request that waits for corrections in its ticket, with the writes that change it. */
export interface WaitingRequest {
  /** `undefined` if no request waits. */
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
        forgetAt: forgetAt(now),
      },
      expectedVersion: current?.version,
    }),
  };
}

/** A ticket that waits until its project is registered. */
const waitingTicket = z.object({
  version: z.number().int(),
  source: ticketSource,
  ticket: z.string(),
  forgetAt: z.number().int(),
});

/** Returns the partition that lists the tickets waiting for a project. */
export function waitingPartition(project: string): string {
  return `waiting#${project}`;
}

/** Makes the write that lists a ticket as waiting for a project, or that renews its entry. */
export async function waitingForProject(
  table: Pick<Table, "get">,
  project: string,
  { source, ticket }: { readonly source: Source; readonly ticket: string },
  now: number,
): Promise<readonly Put[]> {
  const key: Key = { pk: waitingPartition(project), sk: `${source}#${ticket}` };
  const before = await table.get(key);
  const item = { ...key, source, ticket, version: (before?.version ?? 0) + 1, forgetAt: forgetAt(now) };
  return [{ item, expectedVersion: before?.version }];
}

/** Reads a ticket from the list of a project; `undefined` after its entry has expired. */
export function ticketIn(
  item: Item,
  now: number,
): Pick<z.infer<typeof waitingTicket>, "source" | "ticket"> | undefined {
  const { source, ticket, forgetAt: until } = waitingTicket.parse(item);
  return until * 1000 > now ? { source, ticket } : undefined;
}

/** Returns the write that removes a ticket from the list of a project. */
export function noLongerWaiting(item: Item, now: number): Put {
  const { version } = waitingTicket.parse(item);
  return {
    item: { ...item, version: version + 1, forgetAt: Math.floor(now / 1000) },
    expectedVersion: version,
  };
}

function forgetAt(now: number): number {
  return Math.floor(now / 1000) + KEPT_SECONDS;
}
