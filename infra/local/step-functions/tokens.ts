import { randomBytes } from "node:crypto";
import { AwsError } from "../aws/service.ts";

/** The prefix of AWS task tokens. It distinguishes a malformed token from one that is no longer known. */
const MARK = "AQC0AAAAKgAAAAMAAAAA";
const FORM = new RegExp(`^${MARK}[A-Za-z0-9+/]{128}$`);

/** Makes a token that can't be guessed. */
export function newTaskToken(): string {
  return MARK + randomBytes(96).toString("base64");
}

/** Refuses what cannot be a token. */
export function requireTaskToken(token: string): string {
  if (!FORM.test(token)) throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
  return token;
}
