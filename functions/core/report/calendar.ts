import { utcDay } from "#core/names/utc-time";

const DAY_MS = 24 * 60 * 60 * 1000;

/** The days of a week, and the four days from the epoch (a Thursday) to the following Monday. */
const WEEK_DAYS = 7;
const THURSDAY_TO_MONDAY = 4;

/** Returns the Monday of the week that contains a day. */
export function mondayOf(day: string): string {
  const days = Date.parse(day) / DAY_MS - THURSDAY_TO_MONDAY;
  return utcDay((Math.floor(days / WEEK_DAYS) * WEEK_DAYS + THURSDAY_TO_MONDAY) * DAY_MS);
}

/** Returns the day that is `days` later, or earlier for a negative number. */
export function addDays(day: string, days: number): string {
  return utcDay(Date.parse(day) + days * DAY_MS);
}

/** Returns the Mondays of all weeks that overlap a period. */
export function weeksOf(from: string, to: string): string[] {
  const weeks: string[] = [];
  for (let week = mondayOf(from); week <= to; week = addDays(week, WEEK_DAYS)) weeks.push(week);
  return weeks;
}
