import type { TicketField } from "#core/onboarding/ticket-fields";
import { fieldData } from "../reading/field-data.ts";
import { formValues } from "../reading/form-values.ts";
import type { ReadTicket } from "../reading/read-ticket.ts";
import type { ReadingSettings } from "../reading/reading-settings.ts";
import type { TicketComment } from "./interpret-comment.ts";
import { unquotedLines } from "./unquoted.ts";

/** The limit stops two automatic systems that keep answering each other. */
export const MOST_CORRECTIONS = 10;

/**
 * Reads corrections of a request from a comment with lines "Label: value", as in the first text. Only the
 * requester and the support team can correct it, because a person in copy may be anyone. `undefined` if the
 * comment corrects nothing.
 */
export function correctRequest(
  waiting: ReadTicket,
  { author, text }: TicketComment,
  { labels }: Pick<ReadingSettings, "labels">,
): ReadTicket | undefined {
  if (author !== "customer" && author !== "agent") return undefined;
  const values = Object.entries(formValues<TicketField>(unquotedLines(text), labels));
  const corrected = values.flatMap(([field, value]) => {
    const data = fieldData(field as TicketField, value);
    // If the desk itself names the requester, a comment can't name another one.
    const isFixed = field === "requester" && waiting.isVouched;
    return data === undefined || isFixed ? [] : [[field, data] as const];
  });
  if (corrected.length === 0) return undefined;
  return { ...waiting, data: { ...waiting.data, ...Object.fromEntries(corrected) } };
}
