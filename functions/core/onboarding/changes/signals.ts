import type { NewEvent } from "../event.ts";
import type { EventType } from "../event-types.ts";
import { openIncident } from "../incident.ts";
import { AWAITING } from "../lifecycle.ts";
import type { Onboarding } from "../onboarding.ts";
import { CHECK_NOW_EVERY_MS, KNOWN_FOR_MS } from "../schedule.ts";
import type { Change } from "../store.ts";
import { restartInactivityClock } from "./inactivity-clock.ts";

/**
 * Records the customer's confirmation that the records are published; a further confirmation requests a
 * check.
 */
export function confirm(current: Onboarding, now: number, by = "customer"): Change | undefined {
  if (current.status !== "records_issued" || !awaitsRecords(current)) return check(current, now, by);
  return {
    set: { ...addSignal(current, { confirmedAt: now }), ...restartInactivityClock(current, now) },
    transition: "confirm",
    event: newEvent("confirmed", now, by),
  };
}

/**
 * Records a confirmation on the page. If the last check, a moment ago, found all records right, no check
 * follows: the prober would have noticed a change, and only SES is awaited.
 */
export function confirmOnPage(current: Onboarding, now: number): Change | undefined {
  const change = confirm(current, now);
  if (change === undefined || !isAwaiting(current) || !isKnownRight(current, now)) return change;
  if (change.transition !== "confirm") return undefined;
  return { ...change, set: { ...change.set, signals: { ...current.signals, confirmedAt: now } } };
}

/**
 * Records a request on the page for a check. If the last check, a moment ago, found all records right, no
 * check follows: only SES is awaited, and it is read on its own schedule.
 */
export function checkOnPage(current: Onboarding, now: number): Change | undefined {
  return isAwaiting(current) && isKnownRight(current, now) ? undefined : check(current, now);
}

/** True if the last check was a short time ago and found all records right. */
export function isKnownRight({ lastCheck }: Onboarding, now: number): boolean {
  return (
    lastCheck !== undefined &&
    now < lastCheck.at + KNOWN_FOR_MS &&
    lastCheck.records.every(({ state }) => state === "right")
  );
}

/** Records a person's request for a check; `undefined` if a check was requested a moment ago. */
export function check(current: Onboarding, now: number, by = "customer"): Change | undefined {
  const { checkRequestedAt = 0, confirmedAt = 0 } = current.signals;
  if (!awaitsRecords(current) || now < Math.max(checkRequestedAt, confirmedAt) + CHECK_NOW_EVERY_MS)
    return undefined;
  const set = { ...addSignal(current, { checkRequestedAt: now }), ...restartInactivityClock(current, now) };
  // A customer may press the button often, so only other people's requests are stored as events.
  return by === "customer" ? { set } : { set, event: newEvent("check_asked", now, by) };
}

/**
 * Records a person's request that the watch checks a domain that stopped working; `undefined` for any other
 * domain.
 */
export function checkIncident(current: Onboarding, now: number): Change | undefined {
  const { signals } = current;
  const isAsked = now < (signals.checkRequestedAt ?? 0) + CHECK_NOW_EVERY_MS;
  if (isAwaiting(current) || !isCheckable(current) || isAsked) return undefined;
  // No execution waits for this, so the number of signals stays the same.
  return { set: { signals: { ...signals, checkRequestedAt: now } } };
}

/**
 * Requests one check for a comment of the customer, and nothing else. Where a check is due already its result is the answer;
 * where the last one is over, however short ago, it can't have seen what the comment is about.
 */
export function requestCheckSilently(current: Onboarding, now: number): Change | undefined {
  const { lastMessageAt = 0, checkRequestedAt = 0, confirmedAt = 0 } = current.signals;
  const askedAt = Math.max(lastMessageAt, checkRequestedAt, confirmedAt);
  const isDue = hasUnseenSignal(current) && now < askedAt + CHECK_NOW_EVERY_MS;
  return awaitsRecords(current) && !isDue ? { set: addSignal(current, { lastMessageAt: now }) } : undefined;
}

/**
 * Records that a person cancels the onboarding; `undefined` once the domain is verified or the onboarding is
 * over.
 */
export function cancel(current: Onboarding, now: number, by = "support"): Change | undefined {
  if (!awaitsRecords(current)) return undefined;
  const set = addSignal(current, { cancelledAt: now, cancelledBy: by });
  // A cancellation by support is already visible in the ticket.
  return by === "support" ? { set } : { set, event: newEvent("cancel_asked", now, by) };
}

/** The time is the idempotency key, because the event may happen repeatedly. */
function newEvent(type: EventType, at: number, by: string): NewEvent {
  return { type, at, by, idempotencyKey: String(at) };
}

/** True while a customer's signal can have an effect: the onboarding is neither cancelled nor verified. */
export function isAwaiting({ status, signals }: Pick<Onboarding, "status" | "signals">): boolean {
  return AWAITING.includes(status) && signals.cancelledAt === undefined;
}

/** True while a person may request a check: records are awaited, or a ready domain stopped working. */
export function isCheckable(current: Onboarding): boolean {
  return isAwaiting(current) || (current.status === "ready" && openIncident(current) !== undefined);
}

/**
 * True while signals are stored. A failed onboarding stores them, too, and considers them when it is resumed.
 */
export function awaitsRecords(current: Onboarding): boolean {
  const { status, failedFrom } = current;
  return isAwaiting(
    status === "failed" && failedFrom !== undefined ? { ...current, status: failedFrom } : current,
  );
}

/**
 * True while the item has a signal that no check has considered; the waiting execution must then be resumed.
 */
export function hasUnseenSignal({ signals }: Onboarding): boolean {
  return signals.count > signals.seen;
}

/** Adds a signal, which resumes the waiting execution. */
export function addSignal(
  { signals }: Onboarding,
  signal: Partial<Onboarding["signals"]>,
): Partial<Onboarding> {
  return { signals: { ...signals, ...signal, count: signals.count + 1 } };
}
