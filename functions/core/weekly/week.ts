import { utcDay } from "#core/names/utc-time";
import { addDays, mondayOf } from "#core/report/calendar";

const WEEK_DAYS = 7;

/**
 * The time after Monday 00:00 UTC at which the figures of the previous week are complete and the mail is
 * sent.
 */
const SENT_FROM_MS = 6 * 60 * 60 * 1000;

/** A week from Monday to Sunday. */
export interface Week {
  readonly from: string;
  readonly to: string;
}

/** Returns the last week that is complete; before 06:00 UTC on Monday it is the one before that. */
export function weekToReport(now: number): Week {
  return weekBefore(mondayOf(utcDay(now - SENT_FROM_MS)));
}

/** Returns the week before the one that begins on this Monday. */
export function weekBefore(monday: string): Week {
  return { from: addDays(monday, -WEEK_DAYS), to: addDays(monday, -1) };
}
