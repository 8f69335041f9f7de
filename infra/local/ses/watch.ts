/** The statuses that SES gives to records that it checks in DNS. NOT_STARTED occurs only before the first check. */
export type WatchStatus = "PENDING" | "SUCCESS" | "TEMPORARY_FAILURE" | "FAILED";

/** SES's reasons for not finding a record: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_VerificationInfo.html */
export type ErrorType =
  | "HOST_NOT_FOUND"
  | "TYPE_NOT_FOUND"
  | "INVALID_VALUE"
  | "DNS_SERVER_ERROR"
  | "SERVICE_ERROR";

/** The result of one DNS check; `unknown` does not prove that a record is absent. */
export type CheckResult =
  | { readonly kind: "right" }
  | { readonly kind: "wrong" | "unknown"; readonly errorType: ErrorType };

/** The progress of the DNS checks that SES repeats for one identity. */
export interface Watch {
  readonly status: WatchStatus;
  /** The time at which the present status began; the 72 hours count from here. */
  readonly sinceMs: number;
  /** The number of checks so far. */
  readonly checks: number;
  /** Absent once SES has given up. */
  readonly nextCheckAtMs?: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** SES searches for records for up to 72 hours: https://docs.aws.amazon.com/ses/latest/dg/mail-from.html */
const DETECTION_PERIOD_MS = 72 * HOUR_MS;

/**
 * Minutes between the checks of a record that is not right yet; the last interval repeats. AWS documents no intervals. In
 * measurements, domains whose records were published at once verified about 11 minutes after their keys were made.
 */
const CHECK_INTERVALS_MINUTES = [1, 2, 3, 4, 5, 5, 10, 10, 15, 15, 20];

/** SES "periodically checks" verified identities: https://docs.aws.amazon.com/ses/latest/dg/managing-identities.html */
export const RECHECK_MS = HOUR_MS;
const RETRY_UNKNOWN_MS = 5 * MINUTE_MS;

/** Returns the delay before the next check, after `checks` checks that found the record not right. */
function checkIntervalMs(checks: number): number {
  return (CHECK_INTERVALS_MINUTES[checks] ?? CHECK_INTERVALS_MINUTES.at(-1) ?? 1) * MINUTE_MS;
}

/** Starts a watch, which lasts 72 hours. */
export function beginWatch(nowMs: number): Watch {
  return { status: "PENDING", sinceMs: nowMs, checks: 0, nextCheckAtMs: nowMs + checkIntervalMs(0) };
}

/** Returns the watch after one check. */
export function afterCheck(watch: Watch, result: CheckResult, nowMs: number): Watch {
  const checks = watch.checks + 1;
  if (result.kind === "right") {
    const sinceMs = watch.status === "SUCCESS" ? watch.sinceMs : nowMs;
    return { status: "SUCCESS", sinceMs, checks, nextCheckAtMs: nowMs + RECHECK_MS };
  }
  const expired = nowMs >= watch.sinceMs + DETECTION_PERIOD_MS;
  if (result.kind === "unknown" && (watch.status !== "PENDING" || !expired)) {
    return { ...watch, checks, nextCheckAtMs: nowMs + RETRY_UNKNOWN_MS };
  }
  if (watch.status === "SUCCESS") {
    return { ...beginWatch(nowMs), status: "TEMPORARY_FAILURE" };
  }
  if (expired) return { status: "FAILED", sinceMs: nowMs, checks };
  const nextCheckAtMs = Math.min(nowMs + checkIntervalMs(checks), watch.sinceMs + DETECTION_PERIOD_MS);
  return { ...watch, checks, nextCheckAtMs };
}
