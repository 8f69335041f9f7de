import { recordCards } from "#core/instructions/record-card";
import { type RecordStatus, recordStatusOf } from "#core/instructions/record-words";
import { hasUnseenSignal, isAwaiting } from "#core/onboarding/changes/signals";
import { openIncident } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { WORDS } from "#core/words/words";

/** How things stand, as far as it matters to whoever adds the records. */
export type Phase = keyof typeof WORDS.page.phases;

const FAULTS: readonly RecordStatus[] = ["wrong", "conflicting", "misplaced"];

/** How an onboarding stands for the customer. */
export function phaseOf(onboarding: Onboarding): Phase {
  const { status, signals } = onboarding;
  if (signals.cancelledAt !== undefined && status !== "ready") return "ended";
  switch (status) {
    case "held":
      return "held";
    case "requested":
      return "preparing";
    case "records_issued":
    case "confirmed":
      return awaitedPhase(onboarding);
    case "verified":
    case "configured":
      return "finishing";
    case "expired":
    case "cancelled":
      return "ended";
    case "ready":
      return readyPhase(onboarding);
    case "failed":
      return status;
  }
}

/** True from when DKIM is verified until all is: from addresses can be added meanwhile. */
export function isDkimTold(onboarding: Onboarding): boolean {
  return onboarding.dkimVerifiedAt !== undefined && isAwaiting(onboarding);
}

function readyPhase(onboarding: Onboarding): Phase {
  if (openIncident(onboarding) !== undefined) return "missed";
  return onboarding.withoutMailFrom === undefined ? "ready" : "readyWithoutMailFrom";
}

/** True while a look is under way that somebody asked for. */
export function isChecking(onboarding: Onboarding): boolean {
  const { signals, lastCheck: look } = onboarding;
  const askedAt = Math.max(signals.confirmedAt ?? 0, signals.checkRequestedAt ?? 0);
  return isAwaiting(onboarding) && hasUnseenSignal(onboarding) && askedAt > (look?.at ?? 0);
}

function awaitedPhase(onboarding: Onboarding): Phase {
  // The proof was seen, and the records for sending are on their way.
  if (onboarding.records.length === 0) return "preparing";
  const standings = new Set<RecordStatus>(
    recordCards(onboarding).map((card) => recordStatusOf(card.look, card.findings)),
  );
  if (isChecking(onboarding)) return "looking";
  if (FAULTS.some((fault) => standings.has(fault))) return "correct";
  if (standings.has("missing") || standings.has("not-looked")) {
    const isBegun = onboarding.signals.confirmedAt !== undefined || standings.has("right");
    return isBegun ? "partly" : "add";
  }
  if (standings.has("unknown")) return "unsure";
  return standings.has("spreading") ? "spreading" : "confirming";
}
