import { isGuest, isOperator, type Recipient } from "#core/onboarding/event-types";
import { guestOf } from "#core/onboarding/guests";
import type { Onboarding } from "#core/onboarding/onboarding";
import { languageOf } from "#core/words/languages";
import { type Texts, textsIn } from "#core/words/texts";

/**
 * Returns the texts for a reader. Operators read English with UTC times; others have their own language and
 * time zone.
 */
export function readerTexts(
  recipient: Recipient,
  onboarding: Pick<
    Onboarding,
    "language" | "dnsContactLanguage" | "timeZone" | "handOffs" | "formerContacts"
  >,
  event?: { readonly at: number },
): Texts {
  const { language, dnsContactLanguage, timeZone } = onboarding;
  if (isOperator(recipient)) return textsIn("en");
  if (isGuest(recipient))
    return textsIn(languageOf(event && guestOf(recipient, event, onboarding)?.language, language), timeZone);
  const own = recipient === "dns-contact" ? dnsContactLanguage : undefined;
  return textsIn(languageOf(own, language), timeZone);
}
