import type { Onboarding, SeenRecord } from "#core/onboarding";
import {
  type Awaited,
  CHECK_NOW_EVERY_MS,
  jitterOf,
  SES_READ_AT_LEAST_EVERY_MS,
  waitSeconds,
} from "#core/schedule";

/** What a look decides: tell the customer something, wait, or go on. */
export interface Verdict {
  readonly decision: "ask" | "waiting" | "verified";
  readonly awaited: Awaited;
  readonly tries: number;
  /** Until the next look. */
  readonly waitSeconds: number;
}

/** Decides on what DNS and SES say. SES's own word is not enough: it never looks at the MAIL FROM SPF record. */
export function judge(current: Onboarding, records: readonly SeenRecord[]): Verdict {
  const awaited = awaitedNow(current, records);
  const acted = current.signals.count > current.signals.seen;
  const tries = awaited === current.schedule.awaited && !acted ? current.schedule.tries + 1 : 0;
  const wait = { awaited, tries, waitSeconds: waitSeconds(awaited, tries, jitterOf(current.onboardingId)) };
  if (allRight(records) && isVerifiedBySes(current)) return { decision: "verified", ...wait };
  const fault = faultOf(records);
  const isNews =
    current.edition > current.toldEdition || (fault !== undefined && fault !== current.toldFault);
  return { decision: isNews ? "ask" : "waiting", ...wait };
}

function awaitedNow({ signals }: Onboarding, records: readonly SeenRecord[]): Awaited {
  if (allRight(records)) return "ses";
  return signals.confirmedAt !== undefined || signals.checkAskedAt !== undefined ? "claimed" : "unclaimed";
}

/** The gate: all three of SES's statuses, for this MAIL FROM domain. */
function isVerifiedBySes({ ses: { status }, mailFrom }: Onboarding): boolean {
  return (
    status?.verification === "SUCCESS" &&
    status.dkim === "SUCCESS" &&
    status.mailFrom === "SUCCESS" &&
    status.mailFromDomain === mailFrom
  );
}

/** True if SES says that the DKIM records are verified: from then on from addresses can be added. */
export function isDkimVerified({ ses: { status } }: Onboarding): boolean {
  return status?.verification === "SUCCESS" && status.dkim === "SUCCESS";
}

/** What wrong records look like, so that the same fault is told once; `undefined` if none is wrong. */
export function faultOf(records: readonly SeenRecord[]): string | undefined {
  const wrong = records
    .filter(({ state }) => state === "wrong" || state === "conflicting")
    .map(({ record, seen }) => `${record.type} ${record.name} ${[...seen].sort().join(" | ")}`);
  return wrong.length === 0 ? undefined : wrong.join("\n");
}

/** The one SES call that can matter now, if any: the budget is about one a second for the whole account. */
export function nextSesCall(
  current: Onboarding,
  records: readonly SeenRecord[],
  nowMs: number,
): "read" | "set-mail-from" | undefined {
  const { status, readAt } = current.ses;
  const mailFromRight = allRight(records.filter(({ record }) => record.purpose !== "dkim"));
  if (mailFromRight && status === undefined) return "read";
  // SES gives up on a MAIL FROM domain after 72 hours, so it hears of it only when its records are right.
  if (mailFromRight && (status?.mailFromDomain !== current.mailFrom || status.mailFrom === "FAILED")) {
    return "set-mail-from";
  }
  const since = nowMs - (readAt ?? current.createdAt);
  return since >= (allRight(records) ? CHECK_NOW_EVERY_MS : SES_READ_AT_LEAST_EVERY_MS) ? "read" : undefined;
}

function allRight(records: readonly SeenRecord[]): boolean {
  return records.every(({ state }) => state === "right");
}
