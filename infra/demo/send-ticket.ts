import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { GENERIC, type Source } from "#core/onboarding/ticket-source";
import { localDesk } from "../local/help-desk/desks.ts";
import { signedHeaders } from "../ticket/signed-headers.ts";

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

const webhookSecret = z.object({ current: z.string() });

/** The secret that authenticates a source, as the template names it in the local cloud. */
async function secretOf(source: Source, urls: LocalUrls): Promise<string> {
  const client = new SecretsManagerClient(localClient(urls.aws));
  const name = source === GENERIC ? "WebhookSecret" : "HelpDeskWebhooks";
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: `sendworthy-${name}` }));
  const value: unknown = JSON.parse(SecretString ?? "{}");
  return source === GENERIC
    ? webhookSecret.parse(value).current
    : (z.object({ [source]: webhookSecret }).parse(value)[source]?.current ?? "");
}

/** Signs a ticket as its source does, by the local cloud's own time, and sends it. */
export async function sendTicket(
  ticket: unknown,
  urls: LocalUrls,
  source: Source = GENERIC,
): Promise<{ status: number; body: string }> {
  const secret = await secretOf(source, urls);
  const { headers } = await fetch(urls.http);
  const at = new Date(headers.get("date") ?? Date.now());
  const body = JSON.stringify(datedBy(source, ticket, at));
  const answer = await fetch(`${urls.http}/tickets/${source}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...signedHeaders(source, body, secret, at) },
    body,
  });
  return { status: answer.status, body: await answer.text() };
}

/** Some desks put the time into the body, and the one in a file is long past. */
function datedBy(source: Source, ticket: unknown, at: Date): unknown {
  return source === GENERIC ? ticket : (localDesk(source).dated?.(ticket, at) ?? ticket);
}
