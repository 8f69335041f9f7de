import { utcTime } from "#core/names/utc-time";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Below these limits a smaller unit is used. */
const MOST_MINUTES = 120 * MINUTE_MS;
const MOST_HOURS = 48 * HOUR_MS;

/** A time as a page shows it: for programs, in words, and as its age. */
export interface ShownTime {
  readonly iso: string;
  readonly utc: string;
  /** The age, such as `3 days`; for a future time, the time until then. */
  readonly age: string;
}

/** Formats a time from the API; `undefined` if there is none. */
export function shownTime(iso: string | null, now: number): ShownTime | undefined {
  if (iso === null) return undefined;
  const at = Date.parse(iso);
  return { iso, utc: utcTime(at), age: duration(Math.abs(now - at)) };
}

/** Formats a duration in its largest useful unit. */
function duration(ms: number): string {
  if (ms < MOST_MINUTES) return `${Math.round(ms / MINUTE_MS)} min`;
  return ms < MOST_HOURS ? `${Math.round(ms / HOUR_MS)} h` : `${Math.round(ms / DAY_MS)} days`;
}

/** Formats minutes in the report; a dash for none. */
export function shownMinutes(minutes: number | null): string {
  return minutes === null ? "–" : duration(minutes * MINUTE_MS);
}

/** Formats a share in the report. */
export function shownShare(share: number | null): string {
  return share === null ? "–" : `${Math.round(share * 100)} %`;
}
