import type { Brand } from "#core/brand/brand";
import type { TicketStatus } from "#core/tickets/ticket-status";
import type { DeadLetter } from "./dead-letter.ts";
import type { MessageTemplate } from "./messages/block.ts";
import type { PublishedEvent } from "./published-event.ts";

/** A mail that SES sends. */
export interface Mail {
  readonly noticeId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /**
   * True if the mail gets an Auto-Submitted field (RFC 3834 §5). It gets none if a person requested it, or if
   * a help desk receives it.
   */
  readonly automatic: boolean;
  /**
   * The message id to which all mails of one onboarding refer, so that mail programs show one conversation.
   */
  readonly thread: string;
  readonly replyTo?: string;
  /** The platform's brand; absent in mail to a help desk. */
  readonly brand?: Brand;
}

/** Sends each mail at least once. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** Publishes to the operations topic at least once. */
export interface OpsChannel {
  publish(message: { noticeId: string; subject: string; text: string }): Promise<void>;
}

/** Publishes events to the platform's programs at least once. */
export interface EventChannel {
  /** `now` is the time of sending in epoch milliseconds. */
  send(event: PublishedEvent, now: number): Promise<void>;
}

/** An answer for a ticket. */
export interface TicketAnswer {
  readonly noticeId: string;
  readonly ticket: string;
  readonly template: MessageTemplate;
  /** Customers and agents read a public comment; only agents read an internal note. */
  readonly visibility: "public" | "internal";
  /** Absent if the status of the ticket stays. */
  readonly status?: TicketStatus;
  /** The tags to add to those of the ticket. */
  readonly tags: readonly string[];
  /** True after an earlier attempt: the help desk may already have the answer. */
  readonly isRetry: boolean;
  /** The id that all answers to one request share. */
  readonly conversation: string;
}

/** Answers tickets: exactly once if the desk lists its comments, otherwise at least once. */
export interface HelpDesk {
  /** Throws HelpDeskBusyError, HelpDeskAccessError, HelpDeskRefusedError or TransientServiceError. */
  answer(answer: TicketAnswer): Promise<void>;
}

/** Stores notices that could not be delivered. */
export interface DeadLetters {
  keep(deadLetter: DeadLetter): Promise<void>;
}
