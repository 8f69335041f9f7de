import * as z from "zod";
import type { TicketAnswer } from "#core/notices/channels";
import { shortenTo } from "#core/notices/messages/shorten-to";
import type { TicketStatus } from "#core/tickets/ticket-status";
import type { DeskApi } from "../connector.ts";
import { HelpDeskRefusedError } from "../errors.ts";
import { pathPart } from "../path-part.ts";
import { atlassianDocument } from "./atlassian-document.ts";

/**
 * Jira's limit for the characters of a comment. We count the document's markup as well, so our comments stay
 * below it.
 */
const LONGEST_COMMENT = 32_767;

const PAGE_SIZE = 100;

/** The number of pages of comments that are searched for the answer, the newest first. */
const MOST_PAGES = 50;

/** The property of a comment that holds the notice's id. */
const NOTICE_PROPERTY = "sendworthy.notice";

const comments = z.object({
  comments: z.array(
    z.object({ properties: z.array(z.object({ key: z.string(), value: z.unknown() })).default([]) }),
  ),
});

const status = z.object({ statusCategory: z.object({ key: z.string() }) });
const issue = z.object({ fields: z.object({ status }) });
const transitions = z.object({ transitions: z.array(z.object({ id: z.string(), to: status })) });

/**
 * Answers with comments that the customer sees, or with internal comments; a property holds the notice's id.
 * The platform's API is used instead of the service desk's, because only the former writes property and
 * comment in one call. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/
 */
export async function answerInJira(answer: TicketAnswer, api: DeskApi): Promise<void> {
  const path = `/rest/api/3/issue/${pathPart(answer.ticket)}`;
  if (!answer.isRetry || !(await isThere(path, answer.noticeId, api))) {
    await api.call("POST", `${path}/comment`, commentOf(answer));
  }
  await api.call("PUT", path, { update: { labels: answer.tags.map((tag) => ({ add: tag })) } });
  if (answer.status !== undefined) await move(path, answer.status, api);
}

function commentOf({ template, noticeId, visibility }: TicketAnswer) {
  const blocks = shortenTo(
    template,
    LONGEST_COMMENT,
    (some) => JSON.stringify(atlassianDocument(some)).length,
  );
  return {
    body: atlassianDocument(blocks),
    properties: [
      { key: NOTICE_PROPERTY, value: { noticeId } },
      { key: "sd.public.comment", value: { internal: visibility === "internal" } },
    ],
  };
}

/** True if the issue has a comment of this notice. */
async function isThere(path: string, noticeId: string, api: DeskApi): Promise<boolean> {
  const expected = JSON.stringify({ noticeId });
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = `expand=properties&orderBy=-created&maxResults=${PAGE_SIZE}&startAt=${page * PAGE_SIZE}`;
    const found = comments.parse(await api.call("GET", `${path}/comment?${query}`)).comments;
    const properties = found.flatMap((comment) => comment.properties);
    if (properties.some(({ key, value }) => key === NOTICE_PROPERTY && JSON.stringify(value) === expected)) {
      return true;
    }
    if (found.length < PAGE_SIZE) return false;
  }
  return false;
}

/** Each workflow has its own statuses, but every status belongs to a category; "done" is the final one. */
async function move(path: string, wish: TicketStatus, api: DeskApi): Promise<void> {
  const isRight = ({ statusCategory }: z.infer<typeof status>) =>
    (statusCategory.key === "done") === (wish === "solved");
  const { fields } = issue.parse(await api.call("GET", `${path}?fields=status`));
  if (isRight(fields.status)) return;
  const possible = transitions.parse(await api.call("GET", `${path}/transitions`)).transitions;
  const next = possible.find(({ to }) => isRight(to));
  if (next === undefined) {
    throw new HelpDeskRefusedError(`The workflow knows no way to a status that is ${wish}`);
  }
  await api.call("POST", `${path}/transitions`, { transition: { id: next.id } });
}
