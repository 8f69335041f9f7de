import type { Mail } from "#core/notices/channels";

/** The longest local part (RFC 5321 §4.5.3.1.1). */
const LONGEST_LOCAL_PART = 64;

/**
 * Returns the message id that all mails of one onboarding refer to, so that mail programs group them (RFC 5322 §3.6.4).
 * It is no mail's own id, since SES sets the Message-ID of each mail.
 */
export function threadOf(onboardingId: string, senderAddress: string): Mail["thread"] {
  return `<${onboardingId}@${senderAddress.slice(senderAddress.lastIndexOf("@") + 1)}>`;
}

/** Returns the Reply-To address: the help desk's, tagged with the onboarding so that the desk finds the ticket. */
export function replyAddress(supportAddress: string, onboardingId: string): string {
  const at = supportAddress.lastIndexOf("@");
  const tagged = `${supportAddress.slice(0, at)}+${onboardingId}`;
  return tagged.length > LONGEST_LOCAL_PART ? supportAddress : `${tagged}${supportAddress.slice(at)}`;
}
