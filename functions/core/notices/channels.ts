import type { Brand } from "#core/brand/brand";
import type { TicketStatus } from "#core/tickets/ticket-status";
import type { DeadLetter } from "./dead-letter.ts";
import type { MessageTemplate } from "./messages/block.ts";
import type { PublishedEvent } from "./published-event.ts";

/** A mail to be sent through SES. */
export interface Mail {
  readonly noticeId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** True if the mail gets an Auto-Submitted field (RFC 3834 §5): false if a person requested it, and for help desks. */
  readonly automatic: boolean;
  /** A message id that all mails of one onboarding refer to, so that mail programs show them as one conversation. */
  readonly thread: string;
  readonly replyTo?: string;
  /** The platform as the customer knows it; absent in mail to a help desk. */
  readonly brand?: Brand;
}

/** Sends mail, at least once. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** Publishes to the operations topic, at least once. */
export interface OpsChannel {
  publish(message: { noticeId: string; subject: string; text: string }): Promise<void>;
}

/** Publishes events to programs of the platform, at least once. */
export interface EventChannel {
  /** `now`: the time of sending, in epoch milliseconds. */
  send(event: PublishedEvent, now: number): Promise<void>;
}

/** An answer to be written into a ticket. */
export interface TicketAnswer {
  readonly noticeId: string;
  readonly ticket: string;
  readonly template: MessageTemplate;
  /** The readers: customer and staff of a public comment, staff alone of an internal note. */
  readonly visibility: "public" | "internal";
  /** Absent if the ticket keeps its status. */
  readonly status?: TicketStatus;
  /** Added to the tags that the ticket has already. */
  readonly tags: readonly string[];
  /** True if sending was started before: the help desk may have the answer already. */
  readonly isRetry: boolean;
  /** An id that all answers to one request share. */
  readonly conversation: string;
}

/** Answers tickets: exactly once where the desk can list its comments, at least once elsewhere. */
export interface HelpDesk {
  /** Throws HelpDeskBusyError, HelpDeskAccessError, HelpDeskRefusedError or TransientServiceError. */
  answer(answer: TicketAnswer): Promise<void>;
}

/** Keeps notices that could not be delivered. */
export interface DeadLetters {
  keep(deadLetter: DeadLetter): Promise<void>;
}
