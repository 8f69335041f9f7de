import type { Figures } from "./figures.ts";

const MINUTE_MS = 60_000;

/** Numbers below this have at most two digits. */
const TWO_DIGITS = 100;

/** The distribution of durations: how many, and what share of them is at most how long. */
export interface Distribution {
  readonly count: number;
  /** Minutes; `null` if there are none. */
  readonly median: number | null;
  readonly p90: number | null;
}

/** A duration in minutes, rounded up to two digits, so that durations can be counted: 61 stays, 1,441 becomes 1,500. */
export function roundedMinutes(ms: number): number {
  const minutes = Math.ceil(ms / MINUTE_MS);
  let unit = 1;
  while (Math.ceil(minutes / unit) >= TWO_DIGITS) unit *= 10;
  return Math.ceil(minutes / unit) * unit;
}

/** The distribution of the durations that are counted as `<name>/<minutes>`. */
export function distributionOf(figures: Figures, name: string): Distribution {
  const prefix = `${name}/`;
  const counted = Object.entries(figures)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, count]) => ({ minutes: Number(key.slice(prefix.length)), count }))
    .toSorted((one, other) => one.minutes - other.minutes);
  const count = counted.reduce((total, one) => total + one.count, 0);
  return { count, median: percentile(counted, count, 0.5), p90: percentile(counted, count, 0.9) };
}

/** The shortest duration that at least this share does not exceed (nearest rank). */
function percentile(
  counted: ReadonlyArray<{ readonly minutes: number; readonly count: number }>,
  count: number,
  share: number,
): number | null {
  let rank = Math.ceil(count * share);
  for (const one of counted) {
    rank -= one.count;
    if (rank <= 0) return one.minutes;
  }
  return null;
}
