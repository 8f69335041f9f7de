import { createHmac, randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { Source } from "#core/onboarding/ticket-source";

type Sign = (body: string, secret: string, at: Date) => Readonly<Record<string, string>>;

/** What vouches for a body, by its source: as the vendor does it. */
export const SIGNED_HEADERS: Readonly<Record<Source, Sign>> = {
  generic: (body, secret, at) => {
    const id = `msg_${randomUUID()}`;
    return {
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": new Webhook(secret).sign(id, at, body),
    };
  },
  zendesk: (body, secret, at) => {
    const timestamp = at.toISOString();
    return {
      "x-zendesk-webhook-signature-timestamp": timestamp,
      "x-zendesk-webhook-signature": createHmac("sha256", secret)
        .update(timestamp + body)
        .digest("base64"),
    };
  },
  freshdesk: (_body, secret) => ({ "x-sendworthy-secret": secret }),
  jira: (body, secret) => ({
    "x-hub-signature": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  }),
};
