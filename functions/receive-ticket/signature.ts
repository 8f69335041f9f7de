import { createHmac, timingSafeEqual } from "node:crypto";

/** True if `sent` is one of the expected signatures. All of them are compared, each in constant time. */
export function isOneOf(sent: string, expected: readonly string[]): boolean {
  const bytes = Buffer.from(sent);
  return expected.map((one) => isEqual(bytes, Buffer.from(one))).includes(true);
}

function isEqual(sent: Buffer, expected: Buffer): boolean {
  return sent.length === expected.length && timingSafeEqual(sent, expected);
}

/** Returns the HMAC-SHA-256 (RFC 2104) of the concatenated parts. */
export function hmacSha256(secret: string | Buffer, ...parts: readonly (string | Buffer)[]): Buffer {
  const hmac = createHmac("sha256", secret);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}
