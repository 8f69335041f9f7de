const MINUTE_MS = 60_000;

/** Time until the next try after each failed one; the last goes on. The first is no shorter than a lease. */
const BACK_OFF_MS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 360].map((minutes) => minutes * MINUTE_MS);

/** After this many tries a notice is a dead letter. */
export const LAST_TRY = 10;

/** So many tries where a help desk does not let us in: seven minutes, longer than new credentials take to be seen. */
export const LAST_TRY_WITHOUT_ACCESS = 4;

/** A service that asks to come again later is believed so often; from then on it is one that fails. */
export const MOST_PUT_OFF = 100;

/** When to try again after `tries` failed tries, the latest of them at `now`. */
export function nextTryAt(tries: number, now: number): number {
  return now + (BACK_OFF_MS[Math.min(tries, BACK_OFF_MS.length) - 1] ?? MINUTE_MS);
}
