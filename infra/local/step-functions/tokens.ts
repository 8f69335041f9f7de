import { randomBytes } from "node:crypto";
import { AwsError } from "../aws/service.ts";

/** What the task tokens of AWS begin with, so that a token of another make is told from a forgotten one. */
const MARK = "AQC0AAAAKgAAAAMAAAAA";
const FORM = new RegExp(`^${MARK}[A-Za-z0-9+/]{128}$`);

/** A token nobody can guess. */
export function newTaskToken(): string {
  return MARK + randomBytes(96).toString("base64");
}

/** Refuses what cannot be a token. */
export function requireTaskToken(token: string): string {
  if (!FORM.test(token)) throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
  return token;
}
