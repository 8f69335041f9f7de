import { randomBytes } from "node:crypto";

/** Returns a random token of 160 bits in digits and lower-case letters, which no DNS panel alters. */
export function newChallengeToken(): string {
  return randomBytes(20).toString("hex");
}
