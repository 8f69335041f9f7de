import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** The form of 256 bits in base64url. */
const SECRET = /^[\w-]{43}$/;

/** Returns 256 random bits in base64url. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** True for text in the form that `newSecret` returns. */
export function isSecret(text: string): boolean {
  return SECRET.test(text);
}

/** Returns the hash of a secret that is stored instead of it; the secret cannot be derived from the hash. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Derives a secret for one purpose, which reveals nothing about the original. */
export function derived(secret: string, use: string): string {
  return createHmac("sha256", secret).update(use).digest("base64url");
}

/** Compares secrets in constant time. */
export function isSameSecret(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}
