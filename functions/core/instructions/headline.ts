import { bothForms } from "#core/names/unicode-name";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { lossOf } from "./loss.ts";
import { recordCards } from "./record-card.ts";
import { recordStatusOf } from "./record-text.ts";
import { isFault, setupPhase } from "./setup-phase.ts";

/** Writes the state of a set-up in one sentence. */
export function headline(onboarding: Onboarding, { text }: Texts): string {
  const domain = bothForms(onboarding.identity);
  const phase = setupPhase(onboarding);
  switch (phase) {
    case "add":
      return text("page.status.add", { domain, count: onboarding.records.length });
    case "correct":
    case "partly":
      return text(`page.status.${phase}`, { domain, count: countOf(onboarding, phase) });
    case "lost": {
      const count = lossOf(onboarding)?.wrong.length ?? 0;
      return count === 0
        ? text("page.status.missed", { domain })
        : text("page.status.lost", { domain, count });
    }
    case "missed":
      return missed(onboarding, domain, text);
    case "readyWithoutMailFrom":
      return text("page.status.ready", { domain });
    default:
      return text(`page.status.${phase}`, { domain });
  }
}

/** Writes the headline of the set-up page. After a loss, the page says below it what changes, and when. */
export function pageHeadline(onboarding: Onboarding, texts: Texts): string {
  return setupPhase(onboarding) === "missed"
    ? texts.text("page.status.missed", { domain: bothForms(onboarding.identity) })
    : headline(onboarding, texts);
}

/** Returns the number of records that the reader has to act on. */
function countOf(onboarding: Onboarding, phase: "correct" | "partly"): number {
  const statuses = recordCards(onboarding).map(({ checked, findings }) => recordStatusOf(checked, findings));
  const isConcerned =
    phase === "correct" ? isFault : (status: string) => status !== "right" && status !== "spreading";
  return statuses.filter(isConcerned).length;
}

/**
 * Names the part that SES gives up first, and when:
 * https://docs.aws.amazon.com/ses/latest/dg/managing-identities.html
 */
function missed(onboarding: Onboarding, domain: string, text: Texts["text"]): string {
  const [first] = lossOf(onboarding)?.deadlines ?? [];
  if (first === undefined) return text("page.status.missed", { domain });
  return text(`page.status.missed-${first.part}`, { domain, deadline: text("page.time", { at: first.at }) });
}
