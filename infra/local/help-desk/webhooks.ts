import { SIGNED_HEADERS } from "../../ticket/signed-headers.ts";
import type { Clock } from "../clock.ts";
import type { Desk, Ticket } from "./tickets.ts";

/** What a desk tells: that a ticket is new, that somebody wrote in it, or that its tags are others. */
export interface Told {
  readonly ticket: Ticket;
  readonly what: "created" | "commented" | "tagged";
  readonly by: "customer" | "agent";
  readonly text: string;
}

/** Whom the local desks tell, and how they prove who they are. */
interface Receiver {
  /** Of the HTTP API, without a final slash. */
  readonly url: string;
  readonly clock: Clock;
  secretOf(desk: Desk): string;
}

/** Makes what tells Sendworthy of tickets, each desk as its vendor does. */
export function createWebhooks({ url, clock, secretOf }: Receiver): (told: Told) => Promise<void> {
  return async (told) => {
    const { desk } = told.ticket;
    const now = clock.now();
    const body = JSON.stringify(BODIES[desk](told, now));
    await fetch(`${url}/tickets/${desk}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...SIGNED_HEADERS[desk](body, secretOf(desk), new Date(now)),
      },
      body,
    });
  };
}

const BODIES: Readonly<Record<Desk, (told: Told, now: number) => object>> = {
  zendesk: zendeskBody,
  freshdesk: freshdeskBody,
  jira: jiraBody,
};

/** The body of a trigger for a new ticket; else an event: https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/ */
function zendeskBody({ ticket, text, what, by }: Told, now: number): object {
  const { id, subject, requester, tags } = ticket;
  if (what === "created") {
    return { ticket: { id, subject, description: text, requester: { email: requester }, tags } };
  }
  const about = {
    time: new Date(now).toISOString(),
    subject: `zen:ticket:${id}`,
    detail: { id, subject, status: ticket.status.toUpperCase(), tags },
  };
  if (what === "tagged") return { type: "zen:event-type:ticket.tags_changed", ...about, event: {} };
  const author = by === "agent" ? { id: "1", is_staff: true } : { id: "2", is_staff: false };
  const comment = { body: text, is_public: true, author };
  return { type: "zen:event-type:ticket.comment_added", ...about, event: { comment } };
}

/** The simple body of an automation for a new ticket; else one that docs/intake.md proposes. */
function freshdeskBody({ ticket, text, what, by }: Told): object {
  const { id, subject, requester, tags } = ticket;
  if (what === "commented") return { ticket: { id }, event: what, comment: { author: by, text } };
  if (what === "tagged") return { ticket: { id }, event: what, tags };
  return {
    freshdesk_webhook: {
      ticket_id: Number(id),
      ticket_subject: subject,
      ticket_description: text,
      ticket_contact_email: requester,
    },
  };
}

/** https://developer.atlassian.com/cloud/jira/platform/webhooks/ */
function jiraBody({ ticket, text, what, by }: Told, timestamp: number): object {
  const { id: key, subject, requester, tags } = ticket;
  const reporter = { accountId: "customer", accountType: "customer", emailAddress: requester };
  const fields = { summary: subject, reporter, labels: tags };
  if (what === "created") {
    const issue = { key, fields: { ...fields, description: text } };
    return { timestamp, webhookEvent: "jira:issue_created", issue };
  }
  const issue = { key, fields };
  if (what === "tagged") {
    const changelog = { items: [{ field: "labels", to: tags.join(" ") }] };
    return { timestamp, webhookEvent: "jira:issue_updated", issue, changelog };
  }
  const author = by === "agent" ? { accountId: "agent", accountType: "atlassian" } : reporter;
  const comment = { body: text, author, jsdPublic: true };
  return { timestamp, webhookEvent: "comment_created", issue, comment };
}
