import type { TicketField } from "#core/onboarding/ticket-fields";
import { LANGUAGES } from "#core/words/languages";
import { textsIn } from "#core/words/texts";
import { fieldData, isNothing } from "../reading/field-data.ts";
import { formValues } from "../reading/form-values.ts";
import type { ReadTicket } from "../reading/read-ticket.ts";
import type { ReadingSettings } from "../reading/reading-settings.ts";
import type { TicketComment } from "./interpret-comment.ts";
import { unquotedLines } from "./unquoted.ts";

/** The limit stops two automatic systems that keep answering each other. */
export const MOST_CORRECTIONS = 10;

/**
 * Reads corrections of a request from a comment with lines "Label: value", as in the first text; the value
 * "none" removes a value. Only the requester and the support team can correct a request, because a person in
 * copy may be anyone. `undefined` if the comment corrects nothing.
 */
export function correctRequest(
  waiting: ReadTicket,
  { author, text }: TicketComment,
  { labels }: Pick<ReadingSettings, "labels">,
): ReadTicket | undefined {
  if ((author !== "customer" && author !== "agent") || isOwnAnswer(author, text)) return undefined;
  const values = Object.entries(formValues(unquotedLines(text), labels));
  const corrected = values.flatMap(([field, value]) => {
    const data = fieldData(field as TicketField, value);
    // If the desk itself names the requester, a comment can't name another one.
    const isFixed = field === "requester" && waiting.isVouched;
    return isFixed || (data === undefined && !isNothing(value)) ? [] : [[field, data] as const];
  });
  if (corrected.length === 0) return undefined;
  const data = Object.entries({ ...waiting.data, ...Object.fromEntries(corrected) });
  return { ...waiting, data: Object.fromEntries(data.filter(([, value]) => value !== undefined)) };
}

/**
 * Our own answer has example lines. It comes back as an agent's comment if no user of the desk is configured
 * as Sendworthy's.
 */
function isOwnAnswer(author: TicketComment["author"], text: string): boolean {
  const said = oneSpaced(text);
  return (
    author === "agent" &&
    LANGUAGES.some((language) =>
      said.includes(oneSpaced(textsIn(language).text("ticket.faults.introduction"))),
    )
  );
}

function oneSpaced(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
