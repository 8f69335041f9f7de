import type { Onboarding } from "../onboarding.ts";
import { ANNOUNCED_DAYS, EXTENSION_MS, REMINDER_DAYS } from "../schedule.ts";
import type { Change } from "../store.ts";
import { awaitsRecords } from "./signals.ts";

const DAY_MS = 86_400_000;

/** What the customer is to be told now because time went by: that the end is near, or what is still missing. */
export function nudge(
  current: Onboarding,
  now: number,
  reminderDays: readonly number[] = REMINDER_DAYS,
): Change | undefined {
  if (!awaitsRecords(current) || current.edition === 0) return undefined;
  return announcement(current, now) ?? reminder(current, now, reminderDays);
}

function announcement({ lapsesAt, patience }: Onboarding, now: number): Change | undefined {
  const days = ANNOUNCED_DAYS.findLast((left) => now >= lapsesAt - left * DAY_MS);
  if (days === undefined || (patience?.announced ?? Number.POSITIVE_INFINITY) <= days) return undefined;
  return {
    set: { patience: { ...patience, since: patience?.since ?? now, announced: days } },
    event: { type: "expiry_near", at: now, by: "sendworthy", occasion: `${lapsesAt}/${days}` },
  };
}

function reminder(current: Onboarding, now: number, reminderDays: readonly number[]): Change | undefined {
  const { patience, createdAt, timeZone } = current;
  const since = patience?.since ?? createdAt;
  const days = reminderDays.findLast((after) => now >= since + after * DAY_MS);
  if (days === undefined || days <= (patience?.reminded ?? 0)) return undefined;
  if (!isCustomerAwaited(current) || !isWeekday(now, timeZone)) return undefined;
  return {
    set: { patience: { ...patience, since, reminded: days } },
    event: { type: "reminded", at: now, by: "sendworthy", occasion: `${since}/${days}` },
  };
}

/** Not while only caches, silent name servers or SES are awaited. */
function isCustomerAwaited({ look }: Onboarding): boolean {
  return look?.records.some(({ state }) => state !== "right" && state !== "unknown") === true;
}

function isWeekday(atMs: number, timeZone = "UTC"): boolean {
  const day = new Intl.DateTimeFormat("en", { weekday: "short", timeZone }).format(atMs);
  return day !== "Sat" && day !== "Sun";
}

/** True when the end is so near that it was announced: only then is there anything to put off. */
export function isExtendable(current: Onboarding, now: number): boolean {
  return awaitsRecords(current) && now >= current.lapsesAt - Math.max(...ANNOUNCED_DAYS) * DAY_MS;
}

/** What becomes of an onboarding when somebody asks for more time; nothing while its end is far. */
export function extend(current: Onboarding, now: number, by = "customer"): Change | undefined {
  if (!isExtendable(current, now)) return undefined;
  const lapsesAt = Math.max(current.lapsesAt, now) + EXTENSION_MS;
  return {
    set: { patience: { since: now }, lapsesAt },
    event: { type: "extended", at: now, by, occasion: String(lapsesAt) },
  };
}
