import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";
import { localDesk } from "./desks.ts";
import type { Ticket, Tickets } from "./ticket.ts";

/** Opens the tickets in the store. */
export function createTickets(store: Store, clock: Clock): Tickets {
  const tickets = store.collection<Ticket>("help-desk");
  const counters = store.collection<number>("help-desk-counters");
  const keyOf = ({ desk, id }: Pick<Ticket, "desk" | "id">) => `${desk}/${id}`;

  function next(name: string): number {
    const number = (counters.get(name) ?? 0) + 1;
    counters.put(name, number);
    return number;
  }

  function put(ticket: Ticket): Ticket {
    tickets.put(keyOf(ticket), ticket);
    return ticket;
  }

  return {
    list: () =>
      tickets
        .list()
        .map(({ value }) => value)
        .sort((one, other) => other.at - one.at),
    find: (desk, id) => tickets.get(keyOf({ desk, id })),
    open({ desk, status = "new", tags = [], ...fields }) {
      const number = next(desk);
      const id = localDesk(desk).ticketId(number);
      return put({ ...fields, desk, id, at: clock.now(), status, tags, comments: [], followUps: [] });
    },
    change: (ticket, change) => put({ ...ticket, ...change }),
    comment(ticket, comment, change = {}) {
      const added = { ...comment, id: next("comment"), at: clock.now() };
      return put({ ...ticket, ...change, comments: [...ticket.comments, added] });
    },
  };
}
