import * as z from "zod";
import { printable } from "#core/names/printable";

/** The longest "sub": https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
const LONGEST_SUBJECT = 255;

/** The longest mail address (RFC 5321 §4.5.3.1.3: 256 octets with the angle brackets). */
const LONGEST_ADDRESS = 254;

/** The claims of a verified ID token. */
export type Claims = Readonly<Record<string, unknown>>;

/** A person who signed in. */
export const person = z.object({
  /** The provider never gives this value to another person. */
  subject: z.string().min(1),
  /** The address is shown to people; it can change, so it identifies nobody. */
  email: z.string().optional(),
});

/** A person who signed in. */
export type Person = z.infer<typeof person>;

/**
 * Reads the person from an ID token; `undefined` for a token without a subject. An address that the provider
 * calls unverified is dropped, because its owner has not confirmed it.
 */
export function personIn({ sub, email, email_verified: isVerified = true }: Claims): Person | undefined {
  if (typeof sub !== "string" || sub === "") return undefined;
  const subject = printable(sub, LONGEST_SUBJECT);
  const isShown = typeof email === "string" && isVerified !== false && isVerified !== "false";
  return isShown ? { subject, email: printable(email, LONGEST_ADDRESS) } : { subject };
}

/** Returns whether the provider has verified the address. Some providers send the claim as a string. */
export function isEmailVerified(claims: Claims): boolean {
  return claims["email_verified"] === true || claims["email_verified"] === "true";
}

/** Returns the name under which the operators' API records a person's actions. */
export function principalOf({ subject, email }: Person): string {
  return email === undefined ? `oidc:${subject}` : `oidc:${subject} ${email}`;
}
