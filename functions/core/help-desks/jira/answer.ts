import * as z from "zod";
import type { TicketAnswer } from "#core/notices/channels";
import { shortenTo } from "#core/notices/messages/shorten-to";
import type { TicketStatus } from "#core/tickets/ticket-status";
import type { DeskApi } from "../connector.ts";
import { HelpDeskRefusedError } from "../errors.ts";
import { pathPart } from "../path-part.ts";
import { atlassianDocument } from "./atlassian-document.ts";

/** Jira counts the characters of a comment; the document around them counts here, too, so that ours is always shorter. */
const LONGEST_COMMENT = 32_767;

const PAGE_SIZE = 100;

/** The pages of comments that are searched, the newest first. */
const MOST_PAGES = 50;

/** Where a comment keeps the notice that it came from. */
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
 * Answers as comments that the customer sees, or as internal ones, with the notice's id as a property. The platform's own comments are used,
 * not those of the service desk's API: only they take properties and comment in one call.
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/
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

/** True if a comment of this notice is there. */
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

/** Every workflow has its own statuses, but each of them is of a category; "done" is the last. */
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
