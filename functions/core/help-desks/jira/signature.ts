import * as z from "zod";
import { SIGNATURE_SKEW_MS } from "#core/onboarding/schedule";
import type { Signatures, Webhook } from "../connector.ts";

/**
 * Jira retries a webhook for about an hour; older ones are refused:
 * https://developer.atlassian.com/cloud/jira/platform/webhooks/
 */
export const RETRIES_MS = 6 * 3_600_000;

/**
 * The timestamp of every Jira webhook, in epoch milliseconds:
 * https://developer.atlassian.com/cloud/jira/platform/webhooks/
 */
const timed = z.object({
  timestamp: z.union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ]),
});

/**
 * Verifies the signature: `sha256=` and the HMAC of the body in hexadecimal
 * (https://www.w3.org/TR/websub/#signing-content). The timestamp is part of the signed body and stays the
 * same on a retry. A body without a timestamp could be replayed at any time.
 */
export function isFromJira(
  { headers, rawBody, now }: Webhook,
  secrets: readonly string[],
  { hmacSha256, isOneOf }: Signatures,
): boolean {
  const expected = secrets.map((secret) => `sha256=${hmacSha256(secret, rawBody).toString("hex")}`);
  return isOneOf(headers["x-hub-signature"] ?? "", expected) && isFresh(rawBody, now);
}

function isFresh(rawBody: Buffer, now: number): boolean {
  const body = parse(rawBody);
  // Intake refuses this body with a more helpful reason.
  if (body === undefined) return true;
  const sentAt = timed.safeParse(body).data?.timestamp ?? 0;
  return sentAt <= now + SIGNATURE_SKEW_MS && sentAt >= now - RETRIES_MS;
}

function parse(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString("utf8"));
  } catch {
    return undefined;
  }
}
