import type { TicketStatus } from "#core/tickets/ticket-status";
import type { DeadLetter } from "./dead-letter.ts";
import type { MessageTemplate } from "./messages/block.ts";
import type { PublishedEvent } from "./published-event.ts";

/** A mail as it is handed to SES. */
export interface Mail {
  readonly noticeId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** False for a mail that a person asked for, and for one to a help desk: RFC 3834 §5 marks the others. */
  readonly automatic: boolean;
  /** What all mails of one onboarding refer to, so that mail programs show them as one conversation. */
  readonly thread: string;
  readonly replyTo?: string;
}

/** Sends mail; at least once. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** Publishes to operations; at least once. */
export interface OpsChannel {
  publish(message: { noticeId: string; subject: string; text: string }): Promise<void>;
}

/** Tells programs of the platform what happened; at least once. */
export interface EventChannel {
  /** `now`: epoch milliseconds at which it is sent. */
  send(event: PublishedEvent, now: number): Promise<void>;
}

/** An answer in a ticket as it is handed to a help desk. */
export interface TicketAnswer {
  readonly noticeId: string;
  readonly ticket: string;
  readonly draft: MessageTemplate;
  readonly status: TicketStatus;
  /** Added to those that the ticket has. */
  readonly tags: readonly string[];
  /** True if sending was begun before: what is there already is not sent again. */
  readonly isRetry: boolean;
  /** What the answers of one request have in common. */
  readonly conversation: string;
}

/** Answers tickets; at least once, and where the desk can be asked what it has, exactly once. */
export interface HelpDesk {
  /** Throws HelpDeskBusyError, HelpDeskAccessError, HelpDeskRefusedError or TransientServiceError. */
  answer(answer: TicketAnswer): Promise<void>;
}

/** Keeps what could not be delivered. */
export interface DeadLetters {
  keep(letter: DeadLetter): Promise<void>;
}
