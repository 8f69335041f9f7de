import { randomBytes } from "node:crypto";
import { AwsError } from "../aws/service.ts";

/** The prefix of AWS's task tokens; a text without it was never a valid token. */
const PREFIX = "AQC0AAAAKgAAAAMAAAAA";
const FORM = new RegExp(`^${PREFIX}[A-Za-z0-9+/]{128}$`);

/** Creates a task token that cannot be guessed. */
export function newTaskToken(): string {
  return PREFIX + randomBytes(96).toString("base64");
}

/** Refuses a text that does not have the form of a token. */
export function requireTaskToken(token: string): string {
  if (!FORM.test(token)) throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
  return token;
}
