import { isProofAlone } from "#core/onboarding/changes/proof-of-control";
import { hasUnseenSignal, isAwaiting } from "#core/onboarding/changes/signals";
import { openIncident } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import { recordCards } from "./record-card.ts";
import { type RecordStatus, recordStatusOf } from "./record-text.ts";

/** The phase of a set-up, as the person who adds the records sees it. */
export type Phase =
  | "preparing"
  | "held"
  | "prove"
  | "add"
  | "looking"
  | "correct"
  | "partly"
  | "lost"
  | "unsure"
  | "spreading"
  | "confirming"
  | "finishing"
  | "ready"
  | "readyWithoutMailFrom"
  | "missed"
  | "failed"
  | "ended";

/** True for a state of a record that somebody has to correct. */
export function isFault(status: RecordStatus): boolean {
  return status === "wrong" || status === "conflicting" || status === "misplaced";
}

/** Derives the phase of an onboarding. */
export function setupPhase(onboarding: Onboarding): Phase {
  const { status, signals } = onboarding;
  if (signals.cancelledAt !== undefined && status !== "ready") return "ended";
  switch (status) {
    case "held":
      return "held";
    case "requested":
      return "preparing";
    case "records_issued":
    case "confirmed":
      return recordsPhase(onboarding);
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

/** True from the verification of DKIM until all records are: from addresses can be added meanwhile. */
export function isDkimMilestone(onboarding: Onboarding): boolean {
  return onboarding.dkimVerifiedAt !== undefined && isAwaiting(onboarding);
}

function readyPhase(onboarding: Onboarding): Phase {
  if (openIncident(onboarding) !== undefined) return "missed";
  return onboarding.withoutMailFrom === undefined ? "ready" : "readyWithoutMailFrom";
}

/** True while a requested check is under way. */
export function isChecking(onboarding: Onboarding): boolean {
  const { signals, lastCheck } = onboarding;
  const requestedAt = Math.max(signals.confirmedAt ?? 0, signals.checkRequestedAt ?? 0);
  return isAwaiting(onboarding) && hasUnseenSignal(onboarding) && requestedAt > (lastCheck?.at ?? 0);
}

function recordsPhase(onboarding: Onboarding): Phase {
  // Control was proved; the five records follow in a moment.
  if (onboarding.records.length === 0) return "preparing";
  const statuses = new Set<RecordStatus>(
    recordCards(onboarding).map((card) => recordStatusOf(card.checked, card.findings)),
  );
  if (isChecking(onboarding)) return "looking";
  if ([...statuses].some(isFault)) return "correct";
  if (statuses.has("missing") || statuses.has("not-looked")) {
    if (isProofAlone(onboarding)) return "prove";
    if (openIncident(onboarding)?.lostAt !== undefined) return "lost";
    const isBegun = onboarding.signals.confirmedAt !== undefined || statuses.has("right");
    return isBegun ? "partly" : "add";
  }
  if (statuses.has("unknown")) return "unsure";
  return statuses.has("spreading") ? "spreading" : "confirming";
}
