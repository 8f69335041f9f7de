import { confirm, requestCheckSilently } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";
import { isConfirmation } from "./confirmation.ts";

/** Who wrote a comment in a ticket: our own answers come back as comments, too, and so do vacation responders. */
export type Author = "customer" | "agent" | "sendworthy" | "automatic";

/** A comment in a ticket. */
export interface TicketComment {
  readonly author: Author;
  /** Plain text. */
  readonly text: string;
}

/**
 * What becomes of an onboarding when somebody writes in its ticket. Only a listed phrase of the customer is a
 * confirmation; anything else the customer writes is for a person to read, and makes us look once, quietly: something is
 * said only if that look finds something new. So two machines never talk to each other.
 */
export function interpretComment(
  current: Onboarding,
  { author, text }: TicketComment,
  now: number,
): Change | undefined {
  if (author !== "customer" || current.mutedAt !== undefined) return undefined;
  return isConfirmation(text) ? confirm(current, now) : requestCheckSilently(current, now);
}
