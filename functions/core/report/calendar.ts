import { utcDay } from "#core/names/utc-time";

const DAY_MS = 24 * 60 * 60 * 1000;

/** The days of a week, and of the four days between the epoch, a Thursday, and the Monday after it. */
const WEEK_DAYS = 7;
const THURSDAY_TO_MONDAY = 4;

/** The Monday of the week that a day lies in. */
export function mondayOf(day: string): string {
  const days = Date.parse(day) / DAY_MS - THURSDAY_TO_MONDAY;
  return utcDay((Math.floor(days / WEEK_DAYS) * WEEK_DAYS + THURSDAY_TO_MONDAY) * DAY_MS);
}

/** The day that comes `days` later, or earlier if that is negative. */
export function addDays(day: string, days: number): string {
  return utcDay(Date.parse(day) + days * DAY_MS);
}

/** The Mondays of all weeks that a period touches. */
export function weeksOf(from: string, to: string): string[] {
  const weeks: string[] = [];
  for (let week = mondayOf(from); week <= to; week = addDays(week, WEEK_DAYS)) weeks.push(week);
  return weeks;
}
