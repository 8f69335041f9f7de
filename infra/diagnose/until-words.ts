import { utcTime } from "#core/names/utc-time";

const MINUTE_MS = 60_000;
const RELATIVE = new Intl.RelativeTimeFormat("en");

/** Writes a future time as a time of day and as the time until then: `09:41 UTC (in 40 minutes)`. */
export function untilWords(atMs: number, nowMs: number): string {
  const minutes = Math.max(1, Math.ceil((atMs - nowMs) / MINUTE_MS));
  return `${clockWords(atMs, nowMs)} (${inWords(minutes)})`;
}

/** The time of day, with the date unless it is today. */
function clockWords(atMs: number, nowMs: number): string {
  const [day, time] = utcTime(atMs).split(" ");
  return day === utcTime(nowMs).split(" ")[0] ? `${time} UTC` : `${day} ${time} UTC`;
}

function inWords(minutes: number): string {
  if (minutes < 90) return RELATIVE.format(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return hours < 48 ? RELATIVE.format(hours, "hour") : RELATIVE.format(Math.round(hours / 24), "day");
}
