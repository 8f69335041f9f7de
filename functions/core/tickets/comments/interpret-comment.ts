import { confirm, requestCheckSilently } from "#core/onboarding/changes/signals";
import { answerAfterLoss } from "#core/onboarding/changes/ticket-answer";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";
import { isConfirmation } from "./confirmation.ts";

/**
 * The author of a comment. "customer" is the ticket's requester, and "participant" is anyone else outside the
 * support team, such as a person in copy. "sendworthy" and "automatic" are our own answers and automatic
 * replies, which arrive as comments, too.
 */
export type Author = "customer" | "participant" | "agent" | "sendworthy" | "automatic";

/** A comment in a ticket. */
export interface TicketComment {
  readonly author: Author;
  /** Plain text. */
  readonly text: string;
}

/**
 * Decides how a comment changes the onboarding of its ticket. A listed phrase of the customer or a
 * participant is a confirmation; any other text of theirs requests a check. Each is answered with the result
 * of the check, once in each state, so that two automatic systems cannot answer each other endlessly.
 */
export function interpretComment(
  current: Onboarding,
  { author, text }: TicketComment,
  now: number,
): Change | undefined {
  const isOutside = author === "customer" || author === "participant";
  if (!isOutside || current.mutedAt !== undefined) return undefined;
  if (current.status === "ready") return answerAfterLoss(current, now);
  const confirmed = isConfirmation(text) ? confirm(current, now) : undefined;
  const change = confirmed ?? requestCheckSilently(current, now);
  const signals = change?.set?.signals;
  return signals && { ...change, set: { ...change.set, signals: { ...signals, wroteInTicketAt: now } } };
}
