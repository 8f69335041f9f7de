import type { Onboarding } from "../onboarding.ts";
import type { Change } from "../store.ts";

const DAY_MS = 86_400_000;

/**
 * The number of times that customers may change the DNS contact within 24 hours, because each change sends
 * mail to an address of their choice.
 */
const CHANGES_A_DAY = 3;

/** The number of former contacts that the item keeps. */
const MOST_KEPT = 5;

/** The wanted DNS contact; without an address, there is to be none. */
export interface WantedContact {
  readonly address: string | undefined;
  readonly language?: string | undefined;
}

/** The author and the time of a change. */
interface Act {
  readonly now: number;
  readonly by: string;
  readonly because?: string | undefined;
}

/**
 * Changes the DNS contact. If there was another contact, the set-up link is replaced, so that this person
 * loses access; the requester and the new contact get the new link.
 */
export function changeDnsContact(
  current: Onboarding,
  { address, language }: WantedContact,
  { now, by }: Act,
): Change | "unchanged" | "over" | "too-often" {
  const { dnsContact: former, dnsContactLanguage, formerContacts = [], linkVersion } = current;
  if (["expired", "cancelled"].includes(current.status)) return "over";
  const next = address === current.requester ? undefined : address;
  if (next === former) return "unchanged";
  const isFree = by.startsWith("operator:");
  const recent = (current.contactChangedAt ?? []).filter((at) => at > now - DAY_MS);
  if (!isFree && recent.length >= CHANGES_A_DAY) return "too-often";
  const spoken = dnsContactLanguage === undefined ? {} : { language: dnsContactLanguage };
  return {
    set: {
      ...(next !== undefined && { dnsContact: next }),
      ...(next !== undefined && language !== undefined && { dnsContactLanguage: language }),
      ...(isFree ? {} : { contactChangedAt: [...recent, now] }),
      ...(former !== undefined && {
        formerContacts: [...formerContacts, { address: former, ...spoken, replacedAt: now }].slice(
          -MOST_KEPT,
        ),
        linkVersion: linkVersion + 1,
      }),
    },
    clear: [
      ...(next === undefined ? (["dnsContact"] as const) : []),
      ...(next === undefined || language === undefined ? (["dnsContactLanguage"] as const) : []),
    ],
    event: { type: "contact_changed", at: now, by, idempotencyKey: String(now) },
  };
}
