import type { Mail } from "#core/notices/channels";

/** RFC 5321 §4.5.3.1.1. */
const LONGEST_LOCAL_PART = 64;

/**
 * What all mails of one onboarding are a reply to: SES gives each its own Message-ID, so none of ours can be named, and
 * mail programs put together what refers to the same (RFC 5322 §3.6.4).
 */
export function threadOf(onboardingId: string, senderAddress: string): Mail["thread"] {
  return `<${onboardingId}@${senderAddress.slice(senderAddress.lastIndexOf("@") + 1)}>`;
}

/** Where a reply goes: the help desk, with the onboarding as the tag by which it finds the ticket. */
export function replyAddress(supportAddress: string, onboardingId: string): string {
  const at = supportAddress.lastIndexOf("@");
  const tagged = `${supportAddress.slice(0, at)}+${onboardingId}`;
  return tagged.length > LONGEST_LOCAL_PART ? supportAddress : `${tagged}${supportAddress.slice(at)}`;
}
