import { z } from "zod";
import { JIRA_TRIES_AGAIN_MS, SIGNATURE_SKEW_MS } from "#core/onboarding/schedule";
import { jiraEvent } from "#core/tickets/comments/jira-event";
import type { DeskPlaces } from "#core/tickets/help-desks/read-ticket";
import type { HttpRequest } from "#platform/http/http-handler";
import { readDeskPayload } from "../desk-payload.ts";
import { parseJson } from "../parse-json.ts";
import { digestOf, hmacSha256, isOneOf } from "../signature.ts";
import type { TicketSource } from "../ticket-source.ts";

/** https://developer.atlassian.com/cloud/jira/platform/webhooks/, and the body of an automation's web request. */
const PLACES: DeskPlaces = {
  ticket: ["/issue/key", "/key"],
  text: ["/issue/fields/description", "/fields/description"],
  requester: ["/issue/fields/reporter/emailAddress", "/fields/reporter/emailAddress"],
};

/** Only webhooks have it. */
const timed = z.object({ timestamp: z.number() });
const event = z.object({ webhookEvent: z.string() });
const REQUESTS = ["jira:issue_created", "jira:issue_updated"];

/** Jira Service Management: a webhook with a secret. */
export const jira: TicketSource = {
  name: "jira",
  answersIn: "ticket",
  authenticate,
  read: (payload, settings) =>
    jiraEvent(payload, settings.ownUser) ?? readDeskPayload(payload, settings, PLACES, isRequest),
};

/** `sha256=` and the HMAC in hexadecimal: https://www.w3.org/TR/websub/#signing-content */
function authenticate(
  { headers, rawBody, now }: HttpRequest,
  secrets: readonly string[],
): string | undefined {
  const right = secrets.map((secret) => `sha256=${hmacSha256(secret, rawBody).toString("hex")}`);
  if (!isOneOf(headers["x-hub-signature"] ?? "", right)) return undefined;
  return isFresh(rawBody, now) ? digestOf(rawBody) : undefined;
}

/** The time is part of the signed body, and stays the same when Jira tries again. */
function isFresh(rawBody: Buffer, now: number): boolean {
  const { data } = timed.safeParse(parseJson(rawBody));
  if (data === undefined) return true;
  return data.timestamp <= now + SIGNATURE_SKEW_MS && data.timestamp >= now - JIRA_TRIES_AGAIN_MS;
}

function isRequest(payload: unknown): boolean {
  const { data } = event.safeParse(payload);
  return data === undefined || REQUESTS.includes(data.webhookEvent);
}
