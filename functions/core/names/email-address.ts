import * as z from "zod";
import { parseDomainName } from "./domain-name.ts";

/** A mailbox address: its domain in A-label form, its local part unchanged. */
export interface EmailAddress {
  readonly address: string;
  readonly localPart: string;
  readonly domain: string;
}

/** RFC 5322 §3.2.3 dot-atom; SES takes no quoted and no non-ASCII local part. */
const DOT_ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/** Reads an address that SES can send from, or `undefined`: local part ≤ 64 (RFC 5321 §4.5.3.1.1), 254 in all. */
export function parseEmailAddress(text: string): EmailAddress | undefined {
  const trimmed = text.trim();
  // Spaces around an address come from copying; a control character or a space inside it makes it invalid.
  if (/\p{Cc}/u.test(text) || /\s/.test(trimmed)) return undefined;
  const at = trimmed.lastIndexOf("@");
  const localPart = trimmed.slice(0, Math.max(at, 0));
  const domain = parseDomainName(trimmed.slice(at + 1));
  if (domain === undefined || localPart.length > 64 || !DOT_ATOM.test(localPart)) return undefined;
  const address = `${localPart}@${domain}`;
  return address.length > 254 ? undefined : { address, localPart, domain };
}

/** The key of the text that describes a valid address. */
const EXPECTED = "fault.email-address";

/** Checks a from address at a boundary. */
export const emailAddress = z.string(EXPECTED).transform((text, context) => {
  const parsed = parseEmailAddress(text);
  if (parsed !== undefined) return parsed.address;
  context.addIssue({ code: "custom", message: EXPECTED });
  return z.NEVER;
});
