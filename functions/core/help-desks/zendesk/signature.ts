import { SIGNATURE_SKEW_MS } from "#core/onboarding/schedule";
import type { Signatures, Webhook } from "../connector.ts";

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * Verifies base64(HMAC-SHA-256(secret, timestamp + body)):
 * https://developer.zendesk.com/documentation/webhooks/verifying/
 */
export function isFromZendesk(
  { headers, rawBody, now }: Webhook,
  secrets: readonly string[],
  { hmacSha256, isOneOf }: Signatures,
): boolean {
  const timestamp = headers["x-zendesk-webhook-signature-timestamp"] ?? "";
  if (!ISO_TIME.test(timestamp) || !(Math.abs(now - Date.parse(timestamp)) <= SIGNATURE_SKEW_MS))
    return false;
  const expected = secrets.map((secret) => hmacSha256(secret, timestamp, rawBody).toString("base64"));
  return isOneOf(headers["x-zendesk-webhook-signature"] ?? "", expected);
}
