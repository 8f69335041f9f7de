import { type OnboardingEvent, onboardingEvent } from "#core/onboarding/event";
import { type Stage, stage } from "#core/onboarding/stage";
import type { Item } from "#core/table";

/** Everything that is recorded of one onboarding, in chronological order. */
export interface History {
  readonly events: readonly OnboardingEvent[];
  readonly stages: readonly Stage[];
}

/** Reads a history from its items; items of other kinds are ignored. */
export function historyOf(items: readonly Item[]): History {
  const ordered = items.toSorted((one, other) => (one.sk < other.sk ? -1 : 1));
  const ofKind = (kind: string) => ordered.filter(({ sk }) => sk.startsWith(`${kind}#`));
  return {
    events: ofKind("event").map((item) => onboardingEvent.parse(item)),
    stages: ofKind("stage").map((item) => stage.parse(item)),
  };
}
