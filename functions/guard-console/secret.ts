import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** The text of 256 random bits in base64url. */
const SECRET = /^[\w-]{43}$/;

/** Makes 256 random bits, in base64url. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** True for a text that `newSecret` could have made. */
export function isSecret(text: string): boolean {
  return SECRET.test(text);
}

/** What is kept of a secret: a person who reads it can't get the secret back. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** A further secret for one use, which tells nothing of the first. */
export function derived(secret: string, use: string): string {
  return createHmac("sha256", secret).update(use).digest("base64url");
}

/** Compares secrets in constant time. */
export function isSameSecret(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}
