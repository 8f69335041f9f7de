import * as z from "zod";
import { printable } from "#core/names/printable";

/** The longest subject: https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
const LONGEST_SUBJECT = 255;

/** RFC 5321 §4.5.3.1.3. */
const LONGEST_ADDRESS = 254;

/** What a verified ID token says. */
export type Claims = Readonly<Record<string, unknown>>;

/** A person who signed in. */
export const person = z.object({
  /** Never given to another person by the same provider. */
  subject: z.string().min(1),
  /** For people who read who it was; it can change. */
  email: z.string().optional(),
});

/** A person who signed in. */
export type Person = z.infer<typeof person>;

/** Reads who signed in; `undefined` for a token that names nobody. An address that the provider calls unverified is left out: anybody could have typed it. */
export function personIn({ sub, email, email_verified: isVerified = true }: Claims): Person | undefined {
  if (typeof sub !== "string" || sub === "") return undefined;
  const subject = printable(sub, LONGEST_SUBJECT);
  const isShown = typeof email === "string" && isVerified !== false && isVerified !== "false";
  return isShown ? { subject, email: printable(email, LONGEST_ADDRESS) } : { subject };
}

/** Whether the provider says that the address belongs to the person; some say it as a text. */
export function isEmailVerified(claims: Claims): boolean {
  return claims["email_verified"] === true || claims["email_verified"] === "true";
}

/** The person as the operators' API records who did something. */
export function principalOf({ subject, email }: Person): string {
  return email === undefined ? `oidc:${subject}` : `oidc:${subject} ${email}`;
}
