import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** True if one of the signatures that are right is `sent`; each is compared, and in constant time. */
export function isOneOf(sent: string, right: readonly string[]): boolean {
  const bytes = Buffer.from(sent);
  return right.map((one) => isEqual(bytes, Buffer.from(one))).includes(true);
}

function isEqual(sent: Buffer, right: Buffer): boolean {
  return sent.length === right.length && timingSafeEqual(sent, right);
}

/** HMAC-SHA-256 over all parts, one after the other. */
export function hmacSha256(secret: string, ...parts: readonly (string | Buffer)[]): Buffer {
  const hmac = createHmac("sha256", secret);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** SHA-256 of a body: for most desks sign no id of a delivery, it is what tells one from another. */
export function digestOf(body: string | Buffer): string {
  return createHash("sha256").update(body).digest("base64url");
}
