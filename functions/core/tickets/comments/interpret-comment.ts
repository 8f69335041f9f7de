import { confirm, requestCheckSilently } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";
import { isConfirmation } from "./confirmation.ts";

/** Who wrote a comment in a ticket. Our own answers come back as comments, too, and so do automatic replies. */
export type Author = "customer" | "agent" | "sendworthy" | "automatic";

/** A comment in a ticket. */
export interface TicketComment {
  readonly author: Author;
  /** Plain text. */
  readonly text: string;
}

/**
 * Decides how a comment changes the onboarding of its ticket. A listed phrase of the customer is a confirmation. Anything
 * else the customer writes is for a person to read, and requests one silent check: it is answered only if the check finds
 * something new. So two machines never answer each other without end.
 */
export function interpretComment(
  current: Onboarding,
  { author, text }: TicketComment,
  now: number,
): Change | undefined {
  if (author !== "customer" || current.mutedAt !== undefined) return undefined;
  return isConfirmation(text) ? confirm(current, now) : requestCheckSilently(current, now);
}
