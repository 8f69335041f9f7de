import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { GENERIC, type Source } from "#core/onboarding/ticket-source";
import { localDesk } from "../local/help-desk/desks.ts";

/** Returns the headers that authenticate a body, by its source; a help desk signs as its vendor does. */
export function signedHeaders(
  source: Source,
  body: string,
  secret: string,
  at: Date,
): Readonly<Record<string, string>> {
  return source === GENERIC ? standardWebhook(body, secret, at) : localDesk(source).sign(body, secret, at);
}

function standardWebhook(body: string, secret: string, at: Date): Readonly<Record<string, string>> {
  const id = `msg_${randomUUID()}`;
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, at, body),
  };
}
