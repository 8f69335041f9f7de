/** The status of a ticket. */
export type Status = "new" | "open" | "pending" | "solved" | "closed";

/** A comment, in the form that its vendor stores. */
export interface Comment {
  readonly id: number;
  readonly at: number;
  readonly by: "agent" | "customer";
  /** True if only staff can see it. */
  readonly isInternal?: boolean;
  /** The plain text of a person's comment. */
  readonly text?: string;
  readonly html?: string;
  /** The comment in the Atlassian Document Format. */
  readonly document?: unknown;
  /** Machine-readable data of the API client, if the vendor stores such data. */
  readonly kept?: unknown;
}

/** A ticket. */
export interface Ticket {
  /** The name of the help desk. */
  readonly desk: string;
  readonly id: string;
  readonly at: number;
  readonly subject: string;
  readonly requester: string;
  readonly status: Status;
  readonly tags: readonly string[];
  readonly comments: readonly Comment[];
  /** The ids of tickets that follow up this one after it was closed. */
  readonly followUps: readonly string[];
}

/** The data of a new ticket. */
export type NewTicket = Pick<Ticket, "desk" | "subject" | "requester"> &
  Partial<Pick<Ticket, "status" | "tags">>;

/** All tickets of the local help desk. */
export interface Tickets {
  /** Returns all tickets, the newest first. */
  list(): Ticket[];
  find(desk: string, id: string): Ticket | undefined;
  open(ticket: NewTicket): Ticket;
  change(ticket: Ticket, change: Partial<Ticket>): Ticket;
  comment(ticket: Ticket, comment: Omit<Comment, "id" | "at">, change?: Partial<Ticket>): Ticket;
}
