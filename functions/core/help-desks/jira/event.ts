import * as z from "zod";
import type { Author } from "#core/tickets/comments/interpret-comment";
import { commented, type TicketEvent } from "#core/tickets/comments/ticket-event";
import { ticketId } from "#core/tickets/reading/read-ticket";

const account = z.object({ accountId: z.string(), accountType: z.string().optional() });

const named = z.object({ webhookEvent: z.string() });

/** After these events an issue may contain another request than before. */
const REQUESTS = ["jira:issue_created", "jira:issue_updated"];

/** The fields of a webhook that are used: https://developer.atlassian.com/cloud/jira/platform/webhooks/ */
const webhook = z.object({
  webhookEvent: z.string(),
  issue: z.object({
    key: ticketId,
    fields: z
      .object({
        labels: z.array(z.string()).default([]),
        reporter: account.nullish(),
        resolution: z.unknown().optional(),
      })
      .default({ labels: [] }),
  }),
  comment: z
    .object({ author: account, body: z.unknown(), jsdPublic: z.boolean().default(true) })
    .optional()
    .catch(undefined),
  changelog: z
    .object({
      items: z.array(z.object({ field: z.string(), from: z.string().nullish(), to: z.string().nullish() })),
    })
    .default({ items: [] }),
});

type Webhook = z.infer<typeof webhook>;

/** Reads a Jira webhook. Returns `undefined` for a request: a new issue, or a change that is no event. */
export function jiraEvent(
  payload: unknown,
  ownUser: string | undefined,
): TicketEvent | "ignored" | undefined {
  const event = issueEvent(payload, ownUser);
  const name = named.safeParse(payload).data?.webhookEvent;
  return event ?? (name === undefined || REQUESTS.includes(name) ? undefined : "ignored");
}

function issueEvent(payload: unknown, ownUser: string | undefined): TicketEvent | undefined {
  const { data } = webhook.safeParse(payload);
  if (data === undefined) return undefined;
  const { key: ticket } = data.issue;
  switch (data.webhookEvent) {
    case "comment_created":
      return commentCreated(data, ownUser);
    case "jira:issue_deleted":
      return { type: "ticket.deleted", ticket };
    case "jira:issue_updated":
      return changed(data);
    default:
      return undefined;
  }
}

function commentCreated({ issue, comment }: Webhook, ownUser: string | undefined): TicketEvent | undefined {
  if (comment === undefined || !comment.jsdPublic) return undefined;
  return commented(
    issue.key,
    authorOf(comment.author, issue.fields.reporter?.accountId, ownUser),
    comment.body,
  );
}

function authorOf(
  { accountId, accountType }: z.infer<typeof account>,
  reporter: string | undefined,
  ownUser: string | undefined,
): Author {
  if (accountId === ownUser) return "sendworthy";
  if (accountType === "app") return "automatic";
  if (accountId === reporter) return "customer";
  return accountType === "customer" ? "participant" : "agent";
}

function changed({ issue, changelog: { items } }: Webhook): TicketEvent | undefined {
  if (items.some(({ field }) => field === "labels"))
    return { type: "ticket.tagged", ticket: issue.key, tags: issue.fields.labels };
  // An issue whose resolution is removed is open again:
  // https://support.atlassian.com/jira-cloud-administration/docs/best-practices-on-using-the-resolution-field/
  const isOpenAgain = items.some(({ field, from, to }) => field === "resolution" && Boolean(from) && !to);
  return isOpenAgain ? { type: "ticket.reopened", ticket: issue.key } : undefined;
}
