import type { Onboarding } from "../onboarding.ts";
import { ANNOUNCED_DAYS, EXTENSION_MS, REMINDER_DAYS } from "../schedule.ts";
import type { Change } from "../store.ts";
import { awaitsRecords } from "./signals.ts";

const DAY_MS = 86_400_000;

/** Returns the reminder or expiry warning that is due now, if any. */
export function dueReminder(
  current: Onboarding,
  now: number,
  reminderDays: readonly number[] = REMINDER_DAYS,
): Change | undefined {
  if (!awaitsRecords(current) || current.recordsVersion === 0) return undefined;
  return announcement(current, now) ?? reminder(current, now, reminderDays);
}

/** Returns when the next reminder or expiry warning may be due, if the clock is not restarted before. */
export function nextReminderAt(
  { inactivity, createdAt, expiresAt }: Onboarding,
  now: number,
  reminderDays: readonly number[] = REMINDER_DAYS,
): number {
  const since = inactivity?.since ?? createdAt;
  const reminders = reminderDays.map((days) => since + days * DAY_MS);
  const announcements = ANNOUNCED_DAYS.map((days) => expiresAt - days * DAY_MS);
  return Math.min(...[...reminders, ...announcements].filter((at) => at > now));
}

function announcement({ expiresAt, inactivity }: Onboarding, now: number): Change | undefined {
  const days = ANNOUNCED_DAYS.findLast((left) => now >= expiresAt - left * DAY_MS);
  if (days === undefined || (inactivity?.announced ?? Number.POSITIVE_INFINITY) <= days) return undefined;
  return {
    set: { inactivity: { ...inactivity, since: inactivity?.since ?? now, announced: days } },
    event: { type: "expiry_near", at: now, by: "sendworthy", idempotencyKey: `${expiresAt}/${days}` },
  };
}

function reminder(current: Onboarding, now: number, reminderDays: readonly number[]): Change | undefined {
  const { inactivity, createdAt, timeZone } = current;
  const since = inactivity?.since ?? createdAt;
  const days = reminderDays.findLast((after) => now >= since + after * DAY_MS);
  if (days === undefined || days <= (inactivity?.reminded ?? 0)) return undefined;
  if (!isCustomerAwaited(current) || !isWeekday(now, timeZone)) return undefined;
  return {
    set: { inactivity: { ...inactivity, since, reminded: days } },
    event: { type: "reminded", at: now, by: "sendworthy", idempotencyKey: `${since}/${days}` },
  };
}

/** False while only resolvers' caches, name servers that do not answer, or SES are awaited. */
function isCustomerAwaited({ lastCheck }: Onboarding): boolean {
  return lastCheck?.records.some(({ state }) => state !== "right" && state !== "unknown") === true;
}

function isWeekday(atMs: number, timeZone = "UTC"): boolean {
  const day = new Intl.DateTimeFormat("en", { weekday: "short", timeZone }).format(atMs);
  return day !== "Sat" && day !== "Sun";
}

/** True if expiry is so near that the customer was warned; only then can it be extended. */
export function isExtendable(current: Onboarding, now: number): boolean {
  return awaitsRecords(current) && now >= current.expiresAt - Math.max(...ANNOUNCED_DAYS) * DAY_MS;
}

/** Extends an onboarding by a month; `undefined` while its expiry is not near. */
export function extend(current: Onboarding, now: number, by = "customer"): Change | undefined {
  if (!isExtendable(current, now)) return undefined;
  const expiresAt = Math.max(current.expiresAt, now) + EXTENSION_MS;
  return {
    set: { inactivity: { since: now }, expiresAt },
    event: { type: "extended", at: now, by, idempotencyKey: String(expiresAt) },
  };
}
