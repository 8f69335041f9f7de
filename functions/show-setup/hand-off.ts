import { advisedCard, likelyZone, type RecordCard, recordCards } from "#core/instructions/record-card";
import { isProofAlone } from "#core/onboarding/changes/proof-of-control";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";

/** A text for the person who manages the DNS, and a mail link that contains it. */
export interface HandOff {
  readonly body: string;
  readonly mailto: string;
}

/**
 * Writes the hand-off text. Each record takes few lines, because mail programs cut long `mailto` addresses.
 */
export function handOff(
  onboarding: Onboarding,
  { url, platform, texts }: { readonly url: string; readonly platform: string; readonly texts: Texts },
): HandOff {
  const { text } = texts;
  const { identity: domain, records } = onboarding;
  const count = records.length;
  const ask = isProofAlone(onboarding)
    ? text("page.hand-off.ask-proof", { domain, platform })
    : text("page.hand-off.ask", { domain, platform, count });
  const optional = advisedCard(onboarding);
  const isOffered = optional?.state === "offered";
  const lines = [
    ...recordCards(onboarding).map(recordLine),
    ...(isOffered ? [text("page.hand-off.optional", { record: recordLine(optional) })] : []),
  ];
  const link = `${text("page.hand-off.link")}\n${url}`;
  const hint = text("page.hint.zone", { zone: likelyZone(onboarding) });
  const subject = text("page.hand-off.subject", { domain, count });
  const short = [ask, link, lines.join("\n")].join("\n\n").replaceAll("\n", "\r\n");
  const proxy = isProofAlone(onboarding) ? [] : [text("page.hint.proxy-any")];
  return {
    body: [ask, lines.join("\n"), [hint, text("page.hint.quotes"), ...proxy].join("\n"), link].join("\n\n"),
    mailto: `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(short)}`,
  };
}

function recordLine({ number, record }: RecordCard): string {
  const { type, name, priority, value } = record;
  return [`${number}.`, type, name, ...(priority === undefined ? [] : [priority]), value].join(" ");
}
