import { confirm, requestCheckSilently } from "#core/onboarding/changes/signals";
import { answerAfterLoss } from "#core/onboarding/changes/ticket-answer";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";
import { isConfirmation } from "./confirmation.ts";

/**
 * The author of a comment in a ticket. The customer is the ticket's requester; a participant is anybody else outside the
 * team, such as a person in copy. Our own answers come back as comments, too, and so do automatic replies.
 */
export type Author = "customer" | "participant" | "agent" | "sendworthy" | "automatic";

/** A comment in a ticket. */
export interface TicketComment {
  readonly author: Author;
  /** Plain text. */
  readonly text: string;
}

/**
 * Decides how a comment changes the onboarding of its ticket. A listed phrase of the customer, or of a person in copy, is a
 * confirmation; anything else that they write requests a check. Either is answered with what the check saw, once in each
 * state, so two machines never answer each other without end.
 */
export function interpretComment(
  current: Onboarding,
  { author, text }: TicketComment,
  now: number,
): Change | undefined {
  const isOutside = author === "customer" || author === "participant";
  if (!isOutside || current.mutedAt !== undefined) return undefined;
  if (current.status === "ready") return answerAfterLoss(current, now);
  const change = isConfirmation(text) ? confirm(current, now) : requestCheckSilently(current, now);
  const signals = change?.set?.signals;
  return signals && { ...change, set: { ...change.set, signals: { ...signals, wroteInTicketAt: now } } };
}
