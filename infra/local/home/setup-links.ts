import type { Mail } from "../ses/mailbox.ts";

/** A set-up, with the latest mail that contains its link. */
export interface SetupLink {
  readonly url: string;
  readonly subject: string;
  readonly at: number;
}

/** Matches the address of a set-up page: the onboarding's id, and the signature of the link. */
const LINK = /https?:\/\/[^\s"<>]+\/setup\/(onb_[0-9A-Z]{26})\.[\w-]+/;

/** Finds the set-up link of each onboarding in the mails, the newest onboarding first. */
export function setupLinks(mails: readonly Mail[]): SetupLink[] {
  const links = new Map<string, SetupLink>();
  for (const { text = "", subject, at } of mails) {
    const [url, onboardingId] = LINK.exec(text) ?? [];
    if (url !== undefined && onboardingId !== undefined) links.set(onboardingId, { url, subject, at });
  }
  // Onboarding ids begin with a time, so they sort by time.
  return [...links].toSorted(([one], [other]) => (one < other ? 1 : -1)).map(([, link]) => link);
}
