import { timingSafeEqual } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { SIGNATURE_SKEW_MS } from "#core/schedule";
import type { HttpRequest } from "#platform/http-handler";

/**
 * The id of a delivery that is signed by one of `secrets` and fresh, or `undefined`. The library's own `verify` reads
 * the wall clock; here time comes with the request, so it only computes the signatures that are compared.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signedDeliveryId(request: HttpRequest, secrets: readonly string[]): string | undefined {
  const id = request.headers["webhook-id"] ?? "";
  const timestamp = request.headers["webhook-timestamp"] ?? "";
  const signatures = (request.headers["webhook-signature"] ?? "").split(" ").slice(0, 10);
  if (!/^[\x21-\x7e]{1,200}$/.test(id) || !/^\d{1,12}$/.test(timestamp)) return undefined;
  const signedAt = new Date(Number(timestamp) * 1000);
  if (Math.abs(request.now - signedAt.getTime()) > SIGNATURE_SKEW_MS) return undefined;
  const right = secrets.map((secret) => Buffer.from(new Webhook(secret).sign(id, signedAt, request.body)));
  return signatures.map((sent) => right.some((one) => isEqual(Buffer.from(sent), one))).includes(true)
    ? id
    : undefined;
}

function isEqual(sent: Buffer, right: Buffer): boolean {
  return sent.length === right.length && timingSafeEqual(sent, right);
}
