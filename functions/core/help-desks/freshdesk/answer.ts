import * as z from "zod";
import type { TicketAnswer } from "#core/notices/channels";
import { paragraph } from "#core/notices/messages/block";
import { deskHtml } from "#core/notices/messages/desk-html";
import { shortenTo } from "#core/notices/messages/shorten-to";
import type { DeskApi } from "../connector.ts";
import { pathPart } from "../path-part.ts";

/** Freshdesk documents no limit; our answers are far shorter than this. */
const LONGEST_REPLY_BYTES = 60_000;

const PAGE_SIZE = 100;

/** The number of pages of a ticket's conversations that are searched for the answer. */
const MOST_PAGES = 50;

/** The codes of statuses: https://developers.freshdesk.com/api/#ticket_attributes */
const STATUS_CODES = { open: 2, pending: 3, solved: 4 } as const;

const conversations = z.array(z.object({ body: z.string().nullish(), body_text: z.string().nullish() }));
const shownTicket = z.object({ tags: z.array(z.string()).default([]) });

/**
 * Answers with replies or private notes. Freshdesk stores no metadata with them, so the last line contains
 * the notice's id.
 */
export async function answerInFreshdesk(answer: TicketAnswer, api: DeskApi): Promise<void> {
  const path = `/api/v2/tickets/${pathPart(answer.ticket)}`;
  const marker = `Sendworthy notice ${answer.noticeId}`;
  if (!answer.isRetry || !(await isThere(path, marker, api))) {
    const blocks = shortenTo(answer.template, LONGEST_REPLY_BYTES, (some) =>
      Buffer.byteLength(deskHtml(some)),
    );
    const body = deskHtml([...blocks, paragraph(marker)]);
    await (answer.visibility === "public"
      ? api.call("POST", `${path}/reply`, { body })
      : api.call("POST", `${path}/notes`, { body, private: true }));
  }
  // The field `tags` replaces all tags of the ticket, so its present tags are sent along.
  const { tags } = shownTicket.parse(await api.call("GET", path));
  const missing = answer.tags.filter((tag) => !tags.includes(tag));
  await api.call("PUT", path, {
    ...(answer.status === undefined ? {} : { status: STATUS_CODES[answer.status] }),
    ...(missing.length === 0 ? {} : { tags: [...tags, ...missing] }),
  });
}

/** True if a reply or note in the ticket ends with this marker. */
async function isThere(path: string, marker: string, api: DeskApi): Promise<boolean> {
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const found = conversations.parse(
      await api.call("GET", `${path}/conversations?per_page=${PAGE_SIZE}&page=${page}`),
    );
    if (found.some(({ body, body_text: text }) => `${body}\n${text}`.includes(marker))) return true;
    if (found.length < PAGE_SIZE) return false;
  }
  return false;
}
