import { headline } from "#core/instructions/headline";
import { setupPhase } from "#core/instructions/setup-phase";
import { printable } from "#core/names/printable";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { type Block, type MessageTemplate, paragraph } from "./block.ts";
import { mailBlocks } from "./message.ts";

/** One domain of a digest, with its set-up link. */
export interface DigestDomain {
  readonly onboarding: Onboarding;
  readonly setupUrl: string;
}

/**
 * Builds the digest: it lists domains with news, each with its present state and the link to its set-up page.
 */
export function digestTemplate(domains: readonly DigestDomain[], texts: Texts): MessageTemplate {
  const { text, language } = texts;
  const content = {
    subject: text("digest.subject", { count: domains.length }),
    blocks: [
      paragraph(text("digest.introduction")),
      ...domains.map((domain) => domainBlock(domain, texts)),
      paragraph(text("digest.why")),
    ],
  };
  return { language, subject: content.subject, blocks: mailBlocks(content, [], texts) };
}

function domainBlock({ onboarding, setupUrl }: DigestDomain, texts: Texts): Block {
  const label = printable(headline(onboarding, texts));
  // The set-up page of an ended onboarding is closed.
  return setupPhase(onboarding) === "ended" ? paragraph(label) : { kind: "link", label, url: setupUrl };
}
