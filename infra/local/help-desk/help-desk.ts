import * as z from "zod";
import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";
import { type DeskServer, startDeskServer } from "./desk-server.ts";
import { DESKS } from "./desks.ts";
import type { Tickets } from "./ticket.ts";
import { createTickets } from "./tickets.ts";

/** The local help desks: their tickets, and each vendor's API to them. */
export interface HelpDesk extends Pick<DeskServer, "fail" | "requests" | "stop"> {
  readonly tickets: Tickets;
  /** A configuration whose desks are the local ones, whatever addresses it gives; all of them unless it is given. */
  configuration(given?: string): string;
}

const written = z.looseObject({ helpDesks: z.partialRecord(z.enum(DESKS), z.looseObject({})).optional() });

/** Starts the APIs on a free loopback port. */
export async function startHelpDesk(store: Store, clock: Clock): Promise<HelpDesk> {
  const tickets = createTickets(store, clock);
  const { baseUrl, ...server } = await startDeskServer(tickets, clock);
  const all = Object.fromEntries(DESKS.map((desk) => [desk, {}]));
  return {
    ...server,
    tickets,
    configuration(given = JSON.stringify({ helpDesks: all })) {
      const said = written.parse(JSON.parse(given));
      const helpDesks = DESKS.flatMap((desk) => {
        const settings = said.helpDesks?.[desk];
        return settings === undefined ? [] : [[desk, { ...settings, baseUrl: baseUrl(desk) }]];
      });
      return JSON.stringify({ ...said, helpDesks: Object.fromEntries(helpDesks) });
    },
  };
}
