import { emailAddress } from "#core/names/email-address";
import { changeDnsContact, type WantedContact } from "#core/onboarding/changes/change-dns-contact";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";
import { languageNamed } from "#core/words/languages";
import { fieldData, isNothing } from "../reading/field-data.ts";
import { formValues } from "../reading/form-values.ts";
import type { ReadingSettings } from "../reading/reading-settings.ts";
import type { TicketComment } from "./interpret-comment.ts";
import { unquotedLines } from "./unquoted.ts";

/**
 * Returns the change that a comment requests with a line "DNS contact: address"; `undefined` if it names no
 * other contact.
 */
export function contactChangeIn(
  current: Onboarding,
  comment: TicketComment,
  settings: Pick<ReadingSettings, "labels">,
  now: number,
): Change | undefined {
  const wanted = current.mutedAt === undefined ? namedContact(comment, settings) : undefined;
  if (wanted === undefined) return undefined;
  const by = comment.author === "agent" ? "support" : "customer";
  const change = changeDnsContact(current, wanted, { now, by });
  return typeof change === "string" ? undefined : change;
}

/** Only the requester and the support team can name a contact, because a person in copy may be anyone. */
function namedContact(
  { author, text }: TicketComment,
  { labels }: Pick<ReadingSettings, "labels">,
): WantedContact | undefined {
  if (author !== "customer" && author !== "agent") return undefined;
  const { dnsContact = "", dnsContactLanguage = "" } = formValues(unquotedLines(text), labels);
  if (isNothing(dnsContact)) return { address: undefined };
  const { data: address } = emailAddress.safeParse(fieldData("dnsContact", dnsContact));
  return address === undefined ? undefined : { address, language: languageNamed(dnsContactLanguage) };
}
