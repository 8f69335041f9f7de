import type { Figures } from "./figures.ts";

const MINUTE_MS = 60_000;

/** Durations below this many minutes are kept exactly; longer ones are rounded. */
const TWO_DIGITS = 100;

/** The distribution of durations: their number, and percentiles. */
export interface Distribution {
  readonly count: number;
  /** The median in minutes; `null` if there are no durations. */
  readonly median: number | null;
  readonly p90: number | null;
}

/**
 * Rounds a duration up to minutes with two significant digits, so that equal durations can be counted: 61
 * stays, 1,441 becomes 1,500.
 */
export function roundedMinutes(ms: number): number {
  const minutes = Math.ceil(ms / MINUTE_MS);
  let unit = 1;
  while (Math.ceil(minutes / unit) >= TWO_DIGITS) unit *= 10;
  return Math.ceil(minutes / unit) * unit;
}

/** Returns the distribution of the durations that are counted as `<name>/<minutes>`. */
export function distributionOf(figures: Figures, name: string): Distribution {
  const prefix = `${name}/`;
  const counted = Object.entries(figures)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, count]) => ({ minutes: Number(key.slice(prefix.length)), count }))
    .toSorted((one, other) => one.minutes - other.minutes);
  const count = counted.reduce((total, one) => total + one.count, 0);
  return { count, median: percentile(counted, count, 0.5), p90: percentile(counted, count, 0.9) };
}

/** Returns the percentile of a distribution by the nearest-rank method. */
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
