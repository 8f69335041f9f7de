import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";

/** The help desks that the local one plays. */
export const DESKS = ["zendesk", "freshdesk", "jira"] as const;

/** A help desk that the local one plays. */
export type Desk = (typeof DESKS)[number];

/** How a ticket stands, in Zendesk's words. */
export type Status = "new" | "open" | "pending" | "solved" | "closed";

/** One comment, with what its vendor keeps of it. */
export interface Comment {
  readonly id: number;
  readonly at: number;
  readonly by: "agent" | "customer";
  /** As somebody wrote it. */
  readonly text?: string;
  readonly html?: string;
  /** In the Atlassian Document Format. */
  readonly document?: unknown;
  /** Zendesk's custom metadata, or Jira's properties. */
  readonly kept?: unknown;
}

/** One ticket. */
export interface Ticket {
  readonly desk: Desk;
  readonly id: string;
  readonly at: number;
  readonly subject: string;
  readonly requester: string;
  readonly status: Status;
  readonly tags: readonly string[];
  readonly comments: readonly Comment[];
  /** Zendesk's: made from this one after it was closed. */
  readonly followUps: readonly string[];
}

type NewTicket = Pick<Ticket, "desk" | "subject" | "requester"> & Partial<Pick<Ticket, "status" | "tags">>;

/** All tickets of the local help desk. */
export interface Tickets {
  /** The newest first. */
  list(): Ticket[];
  find(desk: Desk, id: string): Ticket | undefined;
  open(ticket: NewTicket): Ticket;
  change(ticket: Ticket, change: Partial<Ticket>): Ticket;
  comment(ticket: Ticket, comment: Omit<Comment, "id" | "at">, change?: Partial<Ticket>): Ticket;
}

/** Tickets kept in the store. */
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
    open({ desk, status = "new", tags = [], ...said }) {
      const number = next(desk);
      const id = desk === "jira" ? `HELP-${number}` : String(1000 + number);
      return put({ ...said, desk, id, at: clock.now(), status, tags, comments: [], followUps: [] });
    },
    change: (ticket, change) => put({ ...ticket, ...change }),
    comment(ticket, comment, change = {}) {
      const added = { ...comment, id: next("comment"), at: clock.now() };
      return put({ ...ticket, ...change, comments: [...ticket.comments, added] });
    },
  };
}
