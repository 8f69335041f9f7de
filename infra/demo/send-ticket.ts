import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { GENERIC, type Source } from "#core/onboarding/ticket-source";
import { localDesk } from "../local/help-desk/desks.ts";
import { signedHeaders } from "../ticket/signed-headers.ts";

/** The URLs of a local cloud. */
export interface LocalUrls {
  readonly http: string;
  readonly aws: string;
}

/** Returns the settings of a client of the local AWS endpoint, which accepts any credentials. */
export const localClient = (aws: string) => ({
  endpoint: aws,
  region: "eu-west-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

const webhookSecret = z.object({ current: z.string() });

/** Reads the secret that authenticates a source. */
async function secretOf(source: Source, urls: LocalUrls): Promise<string> {
  const client = new SecretsManagerClient(localClient(urls.aws));
  const name = source === GENERIC ? "WebhookSecret" : "HelpDeskWebhooks";
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: `sendworthy-${name}` }));
  const value: unknown = JSON.parse(SecretString ?? "{}");
  return source === GENERIC
    ? webhookSecret.parse(value).current
    : (z.object({ [source]: webhookSecret }).parse(value)[source]?.current ?? "");
}

/** Sends a ticket as its source does, and returns the answer. */
export type SendTicket = (ticket: unknown) => Promise<{ status: number; body: string }>;

/** Signs a ticket as its source does, with the local cloud's time, and sends it. */
export async function sendTicket(
  ticket: unknown,
  urls: LocalUrls,
  source: Source = GENERIC,
): ReturnType<SendTicket> {
  return (await ticketSender(urls, source))(ticket);
}

/**
 * Makes a function that sends many tickets at once; the secret and the local cloud's time are read only once.
 */
export async function ticketSender(urls: LocalUrls, source: Source = GENERIC): Promise<SendTicket> {
  const secret = await secretOf(source, urls);
  const { headers } = await fetch(urls.http);
  const at = new Date(headers.get("date") ?? Date.now());
  return async (ticket) => {
    const body = JSON.stringify(datedBy(source, ticket, at));
    const answer = await fetch(`${urls.http}/tickets/${source}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...signedHeaders(source, body, secret, at) },
      body,
    });
    return { status: answer.status, body: await answer.text() };
  };
}

/** Sets the present time in the ticket of a desk whose payloads contain the time. */
function datedBy(source: Source, ticket: unknown, at: Date): unknown {
  return source === GENERIC ? ticket : (localDesk(source).dated?.(ticket, at) ?? ticket);
}
