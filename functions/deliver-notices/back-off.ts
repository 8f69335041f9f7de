const MINUTE_MS = 60_000;

/** The delays after the first, second and later failed attempts; the last one repeats. */
const BACK_OFF_MS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 360].map((minutes) => minutes * MINUTE_MS);

/** The number of attempts before a notice becomes a dead letter. */
export const LAST_TRY = 10;

/**
 * The number of attempts if a help desk refuses our credentials. They take 7 minutes, and changed credentials
 * are read within 5.
 */
export const LAST_TRY_WITHOUT_ACCESS = 4;

/** How often a service may ask to retry later before this counts as a failure. */
export const MOST_POSTPONED = 100;

/** Returns the time of the next attempt after `tries` failed ones, the last of them at `now`. */
export function nextTryAt(tries: number, now: number): number {
  return now + (BACK_OFF_MS[Math.min(tries, BACK_OFF_MS.length) - 1] ?? MINUTE_MS);
}
