import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { World } from "./world.ts";

/** A webhook delivery, signed correctly unless a test says otherwise. */
export interface Delivery {
  readonly body: string;
  readonly id?: string;
  readonly path?: string;
  readonly secret?: string;
  /** The body that is signed, if it differs. */
  readonly signedBody?: string;
  /** How far the time of signing is from now. */
  readonly awayMs?: number;
  /** Headers that replace the correct ones; an empty one is omitted. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Signs a delivery by the Standard Webhooks specification, sends it, and returns the answer. */
export async function deliver(
  { cloud }: World,
  delivery: Delivery,
): Promise<{ status: number; type: string; body: unknown }> {
  const { body, id = `msg_${randomUUID()}`, path = "/tickets/generic", awayMs = 0 } = delivery;
  const secret = delivery.secret ?? JSON.parse(cloud.secret("sendworthy-WebhookSecret")).current;
  const at = new Date(cloud.clock.now() + awayMs);
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, at, delivery.signedBody ?? body),
    ...delivery.headers,
  };
  const sent = Object.entries(headers).filter(([, value]) => value !== "");
  const answer = await fetch(`${cloud.urls.http}${path}`, { method: "POST", headers: sent, body });
  const type = answer.headers.get("content-type") ?? "";
  return { status: answer.status, type, body: await answer.json() };
}
