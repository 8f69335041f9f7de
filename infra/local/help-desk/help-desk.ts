import * as z from "zod";
import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";
import { type DeskServer, startDeskServer } from "./desk-server.ts";
import { DESKS } from "./desks.ts";
import type { Tickets } from "./ticket.ts";
import { createTickets } from "./tickets.ts";

/** The local help desks, with their tickets and each vendor's API. */
export interface HelpDesk extends Pick<DeskServer, "fail" | "requests" | "stop"> {
  readonly tickets: Tickets;
  /** Returns a configuration whose help desks have the local addresses; without `given` it has all local desks. */
  configuration(given?: string): string;
}

const configurationSchema = z.looseObject({
  helpDesks: z.partialRecord(z.enum(DESKS), z.looseObject({})).optional(),
});

/** Starts the local help desks on a free loopback port. */
export async function startHelpDesk(store: Store, clock: Clock): Promise<HelpDesk> {
  const tickets = createTickets(store, clock);
  const { baseUrl, ...server } = await startDeskServer(tickets, clock);
  const all = Object.fromEntries(DESKS.map((desk) => [desk, {}]));
  return {
    ...server,
    tickets,
    configuration(given = JSON.stringify({ helpDesks: all })) {
      const parsed = configurationSchema.parse(JSON.parse(given));
      const helpDesks = DESKS.flatMap((desk) => {
        const settings = parsed.helpDesks?.[desk];
        return settings === undefined ? [] : [[desk, { ...settings, baseUrl: baseUrl(desk) }]];
      });
      return JSON.stringify({ ...parsed, helpDesks: Object.fromEntries(helpDesks) });
    },
  };
}
