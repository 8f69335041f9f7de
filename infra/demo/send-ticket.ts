import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import type { Source } from "#core/onboarding/ticket-source";
import { SIGNED_HEADERS } from "../ticket/signed-headers.ts";

/** Where a local cloud listens. */
export interface LocalUrls {
  readonly http: string;
  readonly aws: string;
}

/** A client of the local AWS endpoint takes any credentials. */
export const localClient = (aws: string) => ({
  endpoint: aws,
  region: "eu-west-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

/** The secrets of the sources, as the template names them in the local cloud. */
const SECRET_IDS: Readonly<Record<Source, string>> = {
  generic: "sendworthy-WebhookSecret",
  zendesk: "sendworthy-ZendeskSecret",
  freshdesk: "sendworthy-FreshdeskSecret",
  jira: "sendworthy-JiraSecret",
};

/** Signs a ticket as its source does, by the local cloud's own time, and sends it. */
export async function sendTicket(
  ticket: unknown,
  urls: LocalUrls,
  source: Source = "generic",
): Promise<{ status: number; body: string }> {
  const client = new SecretsManagerClient(localClient(urls.aws));
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: SECRET_IDS[source] }));
  const { current } = z.object({ current: z.string() }).parse(JSON.parse(SecretString ?? "{}"));
  const { headers } = await fetch(urls.http);
  const at = new Date(headers.get("date") ?? Date.now());
  const body = JSON.stringify(source === "jira" ? ofNow(ticket, at) : ticket);
  const answer = await fetch(`${urls.http}/tickets/${source}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...SIGNED_HEADERS[source](body, current, at) },
    body,
  });
  return { status: answer.status, body: await answer.text() };
}

/** Jira's time is part of the body, and that of a file is long past. */
function ofNow(ticket: unknown, at: Date): unknown {
  const body = z.looseObject({ timestamp: z.number() }).safeParse(ticket);
  return body.success ? { ...body.data, timestamp: at.getTime() } : ticket;
}
