import { randomBytes } from "node:crypto";

/** A random token of 160 bits in digits and lower-case letters, which no DNS panel changes. */
export function newChallengeToken(): string {
  return randomBytes(20).toString("hex");
}
