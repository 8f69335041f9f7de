import { bothForms } from "#core/names/unicode-name";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import type { Loss } from "./loss.ts";

/** Says what changes when SES stops to search for records, and what has changed already. `showTime` writes a time for the reader. */
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

/** Says how many records the last check found right, by the same figures as the set-up page; nothing before a check. */
export function lossSeen(
  { checkedAt, right, total }: Pick<Loss, "checkedAt" | "right" | "total">,
  { text }: Pick<Texts, "text">,
): string[] {
  if (checkedAt === undefined || right === undefined) return [];
  return [text("loss.seen", { at: checkedAt, right, total })];
}
