import type { Mail } from "#core/notices/channels";

/** The longest local part (RFC 5321 §4.5.3.1.1). */
const LONGEST_LOCAL_PART = 64;

/**
 * Returns the message id to which all mails of one onboarding refer, so that mail programs group them (RFC
 * 5322 §3.6.4). No mail has this id itself, because SES sets the Message-ID.
 */
export function threadOf(onboardingId: string, senderAddress: string): Mail["thread"] {
  return `<${onboardingId}@${senderAddress.slice(senderAddress.lastIndexOf("@") + 1)}>`;
}

/**
 * Returns the Reply-To address: the help desk's, with the onboarding id as a tag, by which the desk finds the
 * ticket.
 */
export function replyAddress(supportAddress: string, onboardingId: string): string {
  const at = supportAddress.lastIndexOf("@");
  const tagged = `${supportAddress.slice(0, at)}+${onboardingId}`;
  return tagged.length > LONGEST_LOCAL_PART ? supportAddress : `${tagged}${supportAddress.slice(at)}`;
}
