/** The status of a ticket. */
export type Status = "new" | "open" | "pending" | "solved" | "closed";

/** One comment, in the form that its vendor keeps. */
export interface Comment {
  readonly id: number;
  readonly at: number;
  readonly by: "agent" | "customer";
  /** Plain text, as a person wrote it. */
  readonly text?: string;
  readonly html?: string;
  /** In the Atlassian Document Format. */
  readonly document?: unknown;
  /** Machine-readable data of the API client, where the vendor keeps such. */
  readonly kept?: unknown;
}

/** One ticket. */
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
  /** Tickets that were made from this one after it was closed. */
  readonly followUps: readonly string[];
}

/** A ticket as it is opened. */
export type NewTicket = Pick<Ticket, "desk" | "subject" | "requester"> &
  Partial<Pick<Ticket, "status" | "tags">>;

/** All tickets of the local help desk. */
export interface Tickets {
  /** The newest first. */
  list(): Ticket[];
  find(desk: string, id: string): Ticket | undefined;
  open(ticket: NewTicket): Ticket;
  change(ticket: Ticket, change: Partial<Ticket>): Ticket;
  comment(ticket: Ticket, comment: Omit<Comment, "id" | "at">, change?: Partial<Ticket>): Ticket;
}
