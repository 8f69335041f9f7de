import { bothForms } from "#core/names/unicode-name";
import { openIncident } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { recordCards } from "./record-card.ts";
import { recordStatusOf } from "./record-text.ts";
import { isFault, setupPhase } from "./setup-phase.ts";

/** Says in one sentence where a set-up is; `showTime` writes a time for the reader. */
export function headline(
  onboarding: Onboarding,
  { text }: Texts,
  showTime = (at: number) => text("page.time", { at }),
): string {
  const domain = bothForms(onboarding.identity);
  const phase = setupPhase(onboarding);
  switch (phase) {
    case "add":
      return text("page.status.add", { domain, count: onboarding.records.length });
    case "correct":
    case "partly":
    case "lost":
      return text(`page.status.${phase}`, { domain, count: countOf(onboarding, phase) });
    case "missed":
      return missed(onboarding, domain, { text, showTime });
    case "readyWithoutMailFrom":
      return text("page.status.ready", { domain });
    default:
      return text(`page.status.${phase}`, { domain });
  }
}

/** How many records the reader has something to do with. */
function countOf(onboarding: Onboarding, phase: "correct" | "partly" | "lost"): number {
  const statuses = recordCards(onboarding).map(({ checked, findings }) => recordStatusOf(checked, findings));
  const isConcerned =
    phase === "correct" ? isFault : (status: string) => status !== "right" && status !== "spreading";
  return statuses.filter(isConcerned).length;
}

/** Names what Amazon gives up first, and when: https://docs.aws.amazon.com/ses/latest/dg/managing-identities.html */
function missed(
  onboarding: Onboarding,
  domain: string,
  { text, showTime }: { text: Texts["text"]; showTime: (at: number) => string },
): string {
  const [first] = (openIncident(onboarding)?.ses ?? []).toSorted(
    (one, other) => one.givesUpAt - other.givesUpAt,
  );
  if (first === undefined) return text("page.status.missed", { domain });
  return text(`page.status.missed-${first.subject}`, { domain, deadline: showTime(first.givesUpAt) });
}
