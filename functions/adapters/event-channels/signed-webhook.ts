import { Webhook } from "standardwebhooks";
import { TransientServiceError } from "#core/errors";
import type { EventChannel } from "#core/notices/channels";

/** The time-out, after which a delivery counts as failed. */
const TIMEOUT_MS = 10_000;

/**
 * Sends events to the platform, signed as the Standard Webhooks specification requires; during a rotation,
 * with both secrets.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signedWebhook(url: string, readSecrets: () => Promise<readonly string[]>): EventChannel {
  return {
    async send(event, now) {
      const body = JSON.stringify(event);
      const sentAt = new Date(now);
      const secrets = await readSecrets();
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "webhook-id": event.id,
          "webhook-timestamp": String(Math.floor(now / 1000)),
          "webhook-signature": secrets.map((one) => new Webhook(one).sign(event.id, sentAt, body)).join(" "),
        },
        body,
        // A redirect could send the signed event to another host.
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch((error: unknown) => {
        throw new TransientServiceError("The platform's webhook did not answer", { cause: error });
      });
      await response.body?.cancel();
      if (!response.ok) throw new TransientServiceError(`The platform's webhook answered ${response.status}`);
    },
  };
}
