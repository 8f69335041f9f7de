import { likelyZone, recordCards } from "#core/instructions/record-card";
import { recordTable } from "#core/instructions/record-table";
import { recordsText } from "#core/notices/messages/plain-text";
import { isProofAlone } from "#core/onboarding/changes/proof-of-control";
import type { Onboarding } from "#core/onboarding/onboarding";
import { textsIn } from "#core/words/texts";
import { WORDS } from "#core/words/words";

/** A text for the person who runs the DNS, and a mail link with a shorter one. */
export interface HandOff {
  readonly text: string;
  readonly mailto: string;
}

/** Writes the hand-off text; the mail link is short, since mail programs cut long `mailto` addresses. */
export function handOff(onboarding: Onboarding, domain: string, setupUrl: string): HandOff {
  const { page } = WORDS;
  const { records } = onboarding;
  const intro = page.handOffText(domain, onboarding);
  const link = `${page.handOffPage}\n${setupUrl}`;
  const lines = records.map(({ type, name, priority, value }, index) =>
    [`${index + 1}.`, type, name, ...(priority === undefined ? [] : [priority]), value].join(" "),
  );
  const short = [intro, link, lines.join("\n")].join("\n\n").replaceAll("\n", "\r\n");
  const query = { subject: page.handOffSubject(domain, onboarding), body: short };
  return {
    text: [
      intro,
      recordsText(recordCards(onboarding).map((card) => recordTable(card, textsIn("en")))),
      page.host(likelyZone(onboarding)),
      ...(isProofAlone(onboarding) ? [] : [page.proxy, page.only(onboarding.mailFrom)]),
      link,
    ].join("\n\n"),
    mailto: `mailto:?${Object.entries(query)
      .map(([name, text]) => `${name}=${encodeURIComponent(text)}`)
      .join("&")}`,
  };
}
