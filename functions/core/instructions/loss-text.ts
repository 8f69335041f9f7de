import { bothForms } from "#core/names/unicode-name";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import type { Loss, LossFigures } from "./loss.ts";

/**
 * Writes what will change when SES stops checking records, and what has changed already. `showTime` formats a
 * time for the reader.
 */
export function consequences(
  { identity }: Pick<Onboarding, "identity">,
  { deadlines, stopped }: Pick<Loss, "deadlines" | "stopped">,
  { text }: Pick<Texts, "text">,
  showTime = (at: number) => text("page.time", { at }),
): string[] {
  const domain = bothForms(identity);
  return [
    ...deadlines.map(({ part, at }) => text(`loss.then.${part}`, { domain, deadline: showTime(at) })),
    ...stopped.map((part) => text(`loss.stopped.${part}`, { domain })),
  ];
}

/**
 * Writes how many records the last check found right, with the same figures as the set-up page; nothing
 * before the first check.
 */
export function lossSeen({ checkedAt, right, total }: LossFigures, { text }: Pick<Texts, "text">): string[] {
  if (checkedAt === undefined) return [];
  return [text("loss.seen", { at: checkedAt, right, total })];
}
