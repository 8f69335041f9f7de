/** How SES names the state of what it watches in DNS; NOT_STARTED is said only where nothing is watched yet. */
export type WatchStatus = "PENDING" | "SUCCESS" | "TEMPORARY_FAILURE" | "FAILED";

/** SES's reasons for not finding a record: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_VerificationInfo.html */
export type ErrorType =
  | "HOST_NOT_FOUND"
  | "TYPE_NOT_FOUND"
  | "INVALID_VALUE"
  | "DNS_SERVER_ERROR"
  | "SERVICE_ERROR";

/** What one look at DNS found; `unknown` is no evidence of absence. */
export type Sight =
  | { readonly kind: "right" }
  | { readonly kind: "wrong" | "unknown"; readonly errorType: ErrorType };

/** Something that SES looks for in DNS again and again. */
export interface Watch {
  readonly status: WatchStatus;
  /** When the present status began: the 72 hours count from here. */
  readonly sinceMs: number;
  readonly looks: number;
  /** Absent once SES has given up. */
  readonly nextLookAtMs?: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** SES looks for up to 72 hours: https://docs.aws.amazon.com/ses/latest/dg/mail-from.html */
const PATIENCE_MS = 72 * HOUR_MS;

/**
 * Minutes between the looks at what is not right yet, the last one repeating. AWS documents no cadence; domains whose
 * records are published at once have been seen to verify about 11 minutes after their keys were made.
 */
const LOOK_INTERVALS_MINUTES = [1, 2, 3, 4, 5, 5, 10, 10, 15, 15, 20];

/** SES "periodically checks" what it has verified: https://docs.aws.amazon.com/ses/latest/dg/managing-identities.html */
export const RECHECK_MS = HOUR_MS;
const RETRY_UNKNOWN_MS = 5 * MINUTE_MS;

/** The delay before look number `looks` (from 0), while what is looked for is not right. */
function lookIntervalMs(looks: number): number {
  return (LOOK_INTERVALS_MINUTES[looks] ?? LOOK_INTERVALS_MINUTES.at(-1) ?? 1) * MINUTE_MS;
}

/** A watch that begins now, with its 72 hours ahead. */
export function beginWatch(nowMs: number): Watch {
  return { status: "PENDING", sinceMs: nowMs, looks: 0, nextLookAtMs: nowMs + lookIntervalMs(0) };
}

/** The watch after one look. */
export function afterLook(watch: Watch, sight: Sight, nowMs: number): Watch {
  const looks = watch.looks + 1;
  if (sight.kind === "right") {
    const sinceMs = watch.status === "SUCCESS" ? watch.sinceMs : nowMs;
    return { status: "SUCCESS", sinceMs, looks, nextLookAtMs: nowMs + RECHECK_MS };
  }
  const expired = nowMs >= watch.sinceMs + PATIENCE_MS;
  if (sight.kind === "unknown" && (watch.status !== "PENDING" || !expired)) {
    return { ...watch, looks, nextLookAtMs: nowMs + RETRY_UNKNOWN_MS };
  }
  if (watch.status === "SUCCESS") {
    return { ...beginWatch(nowMs), status: "TEMPORARY_FAILURE" };
  }
  if (expired) return { status: "FAILED", sinceMs: nowMs, looks };
  const nextLookAtMs = Math.min(nowMs + lookIntervalMs(looks), watch.sinceMs + PATIENCE_MS);
  return { ...watch, looks, nextLookAtMs };
}
