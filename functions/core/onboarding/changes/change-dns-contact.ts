import type { Onboarding } from "../onboarding.ts";
import type { Change } from "../store.ts";

const DAY_MS = 86_400_000;

/** Changes of the DNS contact that customers may make within 24 hours: each mails an address of their choice. */
const CHANGES_A_DAY = 3;

/** The former contacts that are kept in the item, the latest ones. */
const MOST_KEPT = 5;

/** The DNS contact as it is wanted: nobody without an address. */
export interface WantedContact {
  readonly address: string | undefined;
  readonly language?: string | undefined;
}

/** Who changes something, and when. */
interface Act {
  readonly now: number;
  readonly by: string;
  readonly because?: string | undefined;
}

/**
 * Changes the DNS contact. The set-up link is replaced if there was another contact, who keeps no way in: the requester and
 * the new contact get the new one.
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
