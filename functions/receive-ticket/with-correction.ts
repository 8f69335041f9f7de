import { readWaitingRequest } from "#core/intake/waiting-request";
import { readTicketItem } from "#core/onboarding/ticket-item";
import type { Table } from "#core/table";
import { correctRequest, MOST_CORRECTIONS } from "#core/tickets/comments/correct-request";
import type { ReadingSettings } from "#core/tickets/reading/reading-settings";
import type { Delivery } from "./delivery-item.ts";
import type { TicketMessage } from "./ticket-message.ts";

/**
 * Converts a comment that corrects a waiting request to the corrected request, which is then decided like a
 * new one. A comment from outside that corrects nothing is answered once with what is still missing.
 */
export async function withCorrection(
  message: TicketMessage,
  settings: ReadingSettings,
  { source }: Delivery,
  table: Pick<Table, "get">,
): Promise<TicketMessage> {
  if (message.type !== "ticket.commented") return message;
  const { ticket, comment } = message;
  const { onboardingId } = await readTicketItem(table, source, ticket);
  if (onboardingId !== undefined) return message;
  const { request, corrections } = await readWaitingRequest(table, source, ticket);
  if (request === undefined) return message;
  const type = "onboarding.requested";
  const corrected = correctRequest(request, comment, settings);
  if (corrected !== undefined && corrections < MOST_CORRECTIONS)
    return { type, ...corrected, corrections: corrections + 1 };
  const isOutside = comment.author === "customer" || comment.author === "participant";
  if (corrected === undefined && !isOutside) return message;
  return { type, ...request, comment: corrections < MOST_CORRECTIONS ? "unread" : "too-many" };
}
