import * as z from "zod";
import { printable } from "#core/names/printable";
import type { TicketAnswer } from "#core/notices/channels";
import { deskHtml } from "#core/notices/messages/desk-html";
import { shortenTo } from "#core/notices/messages/shorten-to";
import type { DeskApi } from "../connector.ts";
import { HelpDeskRefusedError } from "../errors.ts";
import { pathPart } from "../path-part.ts";

/**
 * Zendesk's limit of 64 kB, less room for what Zendesk adds:
 * https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/
 */
const LONGEST_COMMENT_BYTES = 60_000;

/** The number of pages of 100 audits that are searched: a ticket has at most 5,000 comments. */
const MOST_PAGES = 50;

const audits = z.object({
  audits: z.array(
    z.object({ metadata: z.object({ custom: z.record(z.string(), z.unknown()).optional() }).optional() }),
  ),
  meta: z.object({ has_more: z.boolean(), after_cursor: z.string().nullish() }),
});

const shownTicket = z.object({
  ticket: z.object({
    status: z.string(),
    requester_id: z.number(),
    followup_ids: z.array(z.number()).default([]),
  }),
});

/** Answers with public comments or internal notes; the metadata of the update contains the notice's id. */
export async function answerInZendesk(answer: TicketAnswer, api: DeskApi): Promise<void> {
  const path = `/api/v2/tickets/${pathPart(answer.ticket)}`;
  if (answer.isRetry && (await isThere(path, answer.noticeId, api))) return;
  const { status, tags } = answer;
  try {
    // This call adds tags, while the ticket's own `tags` field would replace them. It comes first, so that no
    // call can fail after the comment was written.
    await api.call("PUT", `${path}/tags.json`, { tags });
    await api.call("PUT", `${path}.json`, { ticket: { ...updateOf(answer), ...(status && { status }) } });
  } catch (error) {
    if (!(error instanceof HelpDeskRefusedError) || error.status !== 422) throw error;
    const { ticket } = shownTicket.parse(await api.call("GET", `${path}.json`));
    if (ticket.status !== "closed") throw error;
    await followUp(answer, ticket, api);
  }
}

/** True if the ticket's history has an update with this notice's id. */
async function isThere(path: string, noticeId: string, api: DeskApi): Promise<boolean> {
  let cursor = "";
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = audits.parse(await api.call("GET", `${path}/audits.json?page[size]=100${cursor}`));
    if (page.audits.some(({ metadata }) => metadata?.custom?.["sendworthy_notice"] === noticeId)) return true;
    const { has_more: hasMore, after_cursor: after } = page.meta;
    if (!hasMore || typeof after !== "string") return false;
    cursor = `&page[after]=${encodeURIComponent(after)}`;
  }
  return false;
}

/**
 * A closed ticket cannot be changed, so the answer goes into its latest follow-up ticket, or into a new one.
 * https://developer.zendesk.com/documentation/ticketing/managing-tickets/creating-and-updating-tickets/
 */
async function followUp(
  answer: TicketAnswer,
  closed: z.infer<typeof shownTicket>["ticket"],
  api: DeskApi,
): Promise<void> {
  const { ticket, template, status, tags, noticeId } = answer;
  const latest = closed.followup_ids.at(-1);
  if (latest !== undefined) return answerInZendesk({ ...answer, ticket: String(latest) }, api);
  const made = {
    via_followup_source_id: Number(ticket),
    requester_id: closed.requester_id,
    subject: printable(template.subject, 200),
    ...(status && { status }),
    tags,
    ...updateOf(answer),
  };
  await api.call("POST", "/api/v2/tickets.json", { ticket: made }, { "idempotency-key": noticeId });
}

function updateOf({ template, noticeId, visibility }: TicketAnswer) {
  const blocks = shortenTo(template, LONGEST_COMMENT_BYTES, (some) => Buffer.byteLength(deskHtml(some)));
  return {
    comment: { html_body: deskHtml(blocks), public: visibility === "public" },
    metadata: { sendworthy_notice: noticeId },
  };
}
