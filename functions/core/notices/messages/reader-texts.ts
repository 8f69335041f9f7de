import type { Recipient } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import { languageOf } from "#core/words/languages";
import { type Texts, textsIn } from "#core/words/texts";

/** Returns the texts for a reader: operators read English and UTC, the others their own language and time zone. */
export function readerTexts(
  recipient: Recipient,
  {
    language,
    dnsContactLanguage,
    timeZone,
  }: Pick<Onboarding, "language" | "dnsContactLanguage" | "timeZone">,
): Texts {
  if (recipient === "ops") return textsIn("en");
  const own = recipient === "dns-contact" ? dnsContactLanguage : undefined;
  return textsIn(languageOf(own, language), timeZone);
}
