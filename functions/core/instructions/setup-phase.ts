import { isProofAlone } from "#core/onboarding/changes/proof-of-control";
import { hasUnseenSignal, isAwaiting, isCheckable } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { isMistake } from "#core/records/is-mistake";
import { lossOf } from "./loss.ts";
import { recordCards } from "./record-card.ts";
import { type RecordStatus, recordStatusOf } from "./record-text.ts";

/** The phase of a set-up, as the person who adds the records sees it. */
export type Phase =
  | "preparing"
  | "held"
  | "prove"
  | "add"
  | "checking"
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
  | "found"
  | "failed"
  | "ended";

/** The phases in which people have to know what a loss changes. */
export const LOSS_PHASES: readonly Phase[] = ["missed", "found", "lost"];

/** True for a state that has to be corrected. */
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
    case "lost":
      return lostPhase(onboarding);
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

/**
 * True from the verification of DKIM until everything is verified, while SES confirms DKIM. From addresses
 * can be added in this period.
 */
export function isDkimMilestone(onboarding: Onboarding): boolean {
  const { dkimVerifiedAt, ses } = onboarding;
  return dkimVerifiedAt !== undefined && ses.status?.dkim === "SUCCESS" && isAwaiting(onboarding);
}

function readyPhase(onboarding: Onboarding): Phase {
  const loss = lossOf(onboarding);
  if (loss !== undefined) {
    if (isChecking(onboarding)) return "checking";
    return loss.isAllRight ? "found" : "missed";
  }
  return onboarding.withoutMailFrom === undefined ? "ready" : "readyWithoutMailFrom";
}

/** True while a requested check is in progress. */
export function isChecking(onboarding: Onboarding): boolean {
  const { signals, lastCheck } = onboarding;
  const requestedAt = Math.max(signals.confirmedAt ?? 0, signals.checkRequestedAt ?? 0);
  const isUnderWay = isAwaiting(onboarding) ? hasUnseenSignal(onboarding) : isCheckable(onboarding);
  return isUnderWay && requestedAt > (lastCheck?.at ?? 0);
}

function recordsPhase(onboarding: Onboarding): Phase {
  // Control was proved, and the five records follow within moments.
  if (onboarding.records.length === 0) return "preparing";
  if (isChecking(onboarding)) return "checking";
  const statuses = statusesOf(onboarding);
  if ([...statuses].some(isFault)) return "correct";
  if (statuses.has("missing") || statuses.has("not-looked")) {
    if (isProofAlone(onboarding)) return "prove";
    const isBegun = onboarding.signals.confirmedAt !== undefined || statuses.has("right");
    return isBegun ? "partly" : "add";
  }
  return awaitedPhase(onboarding, statuses);
}

/** Returns what a lost domain waits for: first its records, then SES. */
function lostPhase(onboarding: Onboarding): Phase {
  if (isChecking(onboarding)) return "checking";
  const loss = lossOf(onboarding);
  return loss?.checkedAt === undefined || loss.wrong.length > 0
    ? "lost"
    : awaitedPhase(onboarding, statusesOf(onboarding));
}

/** Returns the phase when no record is wrong; name servers that do not answer for long count as a fault. */
function awaitedPhase({ lastCheck }: Onboarding, statuses: ReadonlySet<RecordStatus>): Phase {
  if (statuses.has("unknown")) return lastCheck?.findings?.some(isMistake) ? "correct" : "unsure";
  return statuses.has("spreading") ? "spreading" : "confirming";
}

function statusesOf(onboarding: Onboarding): ReadonlySet<RecordStatus> {
  return new Set(recordCards(onboarding).map((card) => recordStatusOf(card.checked, card.findings)));
}
