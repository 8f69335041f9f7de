import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { type MessageContent, paragraph } from "./block.ts";
import { reasonOf } from "./closing-reason.ts";

/** How a set-up ended. */
export type Ending = "expired" | "cancelled";

/**
 * Says that the set-up has ended, and why. It has no link, because the set-up page is closed; `next` tells
 * the reader what to do.
 */
export function ending(onboarding: Onboarding, how: Ending, next: string, texts: Texts): MessageContent {
  const { text } = texts;
  const { identity: domain } = onboarding;
  const [subject, body] =
    how === "cancelled"
      ? [text("cancelled.subject", { domain }), text("cancelled.body", { domain })]
      : [text("expired.subject", { domain }), unfinished(onboarding, texts)];
  return {
    subject,
    blocks: [paragraph(body), ...reasonOf(onboarding, texts), paragraph(next)],
  };
}

function unfinished(
  { identity: domain, createdAt, expiresAt: end, incident, held }: Onboarding,
  { text }: Texts,
): string {
  if (held !== undefined) return text("expired.body-held", { domain, start: createdAt });
  return incident?.lostAt === undefined
    ? text("expired.body", { domain, start: createdAt, end })
    : text("expired.body-lost", { domain, start: incident.since, end });
}
