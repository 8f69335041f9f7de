import { utcDay } from "#core/names/utc-time";
import { addDays, mondayOf } from "#core/report/calendar";

const WEEK_DAYS = 7;

/** The hour of Monday (UTC) from which the numbers of the week before are complete and sent. */
const SENT_FROM_MS = 6 * 60 * 60 * 1000;

/** A week from Monday to Sunday. */
export interface Week {
  readonly from: string;
  readonly to: string;
}

/** The week to report at a time: the last one that is over. Until Monday at 6 it is the one before that. */
export function weekToReport(now: number): Week {
  return weekBefore(mondayOf(utcDay(now - SENT_FROM_MS)));
}

/** The week before the one that begins on this Monday. */
export function weekBefore(monday: string): Week {
  return { from: addDays(monday, -WEEK_DAYS), to: addDays(monday, -1) };
}
