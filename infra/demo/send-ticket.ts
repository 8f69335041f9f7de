import { randomUUID } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Webhook } from "standardwebhooks";
import { z } from "zod";

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

/** The secret of the generic source, as the template names it in the local cloud. */
const SECRET_ID = "sendworthy-WebhookSecret";

/** Signs a ticket by the Standard Webhooks specification, by the local cloud's own time, and sends it. */
export async function sendTicket(
  ticket: unknown,
  urls: LocalUrls,
): Promise<{ status: number; body: string }> {
  const client = new SecretsManagerClient(localClient(urls.aws));
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: SECRET_ID }));
  const { current } = z.object({ current: z.string() }).parse(JSON.parse(SecretString ?? "{}"));
  const id = `msg_${randomUUID()}`;
  const { headers } = await fetch(urls.http);
  const at = new Date(headers.get("date") ?? Date.now());
  const body = JSON.stringify(ticket);
  const answer = await fetch(`${urls.http}/tickets/generic`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": new Webhook(current).sign(id, at, body),
    },
    body,
  });
  return { status: answer.status, body: await answer.text() };
}
