import type { NewEvent } from "../event.ts";
import type { EventType } from "../event-types.ts";
import type { Status } from "../lifecycle.ts";
import type { Onboarding } from "../onboarding.ts";
import { CHECK_NOW_EVERY_MS } from "../schedule.ts";
import type { Change } from "../store.ts";
import { restartInactivityClock } from "./inactivity-clock.ts";

/** Statuses in which somebody still waits for the records. */
const AWAITING: readonly Status[] = ["requested", "records_issued", "confirmed"];

/** What becomes of an onboarding when somebody says that the records are there; said again, it asks for a look. */
export function confirm(current: Onboarding, now: number, by = "customer"): Change | undefined {
  if (current.status !== "records_issued" || !awaitsRecords(current)) return check(current, now, by);
  return {
    set: { ...addSignal(current, { confirmedAt: now }), ...restartInactivityClock(current, now) },
    transition: "confirm",
    event: newEvent("confirmed", now, by),
  };
}

/** What becomes of an onboarding when somebody asks for a look now; nothing if a look was just asked for. */
export function check(current: Onboarding, now: number, by = "customer"): Change | undefined {
  const { checkRequestedAt = 0, confirmedAt = 0 } = current.signals;
  if (!awaitsRecords(current) || now < Math.max(checkRequestedAt, confirmedAt) + CHECK_NOW_EVERY_MS)
    return undefined;
  const set = { ...addSignal(current, { checkRequestedAt: now }), ...restartInactivityClock(current, now) };
  // A customer may press the button as often as they like: only what somebody else does is kept.
  return by === "customer" ? { set } : { set, event: newEvent("check_asked", now, by) };
}

/** What becomes of an onboarding when the customer wrote something that a person has to read: one look, and nothing more. */
export function requestCheckSilently(current: Onboarding, now: number): Change | undefined {
  const { lastMessageAt = 0, checkRequestedAt = 0, confirmedAt = 0 } = current.signals;
  if (
    !awaitsRecords(current) ||
    now < Math.max(lastMessageAt, checkRequestedAt, confirmedAt) + CHECK_NOW_EVERY_MS
  )
    return undefined;
  return { set: addSignal(current, { lastMessageAt: now }) };
}

/** What becomes of an onboarding when somebody calls it off; nothing once the domain is verified or all is over. */
export function cancel(current: Onboarding, now: number, by = "support"): Change | undefined {
  if (!awaitsRecords(current)) return undefined;
  const set = addSignal(current, { cancelledAt: now, cancelledBy: by });
  // Of support the ticket tells.
  return by === "support" ? { set } : { set, event: newEvent("cancel_asked", now, by) };
}

/** Its occasion is its time, since it may happen again. */
function newEvent(type: EventType, at: number, by: string): NewEvent {
  return { type, at, by, idempotencyKey: String(at) };
}

/** True while a signal of the customer can change anything: nobody called it off, and no look found all right. */
export function isAwaiting({ status, signals }: Pick<Onboarding, "status" | "signals">): boolean {
  return AWAITING.includes(status) && signals.cancelledAt === undefined;
}

/** True while what a customer says counts: a failed onboarding goes on where it failed, and it is kept for then. */
export function awaitsRecords(current: Onboarding): boolean {
  const { status, failedFrom } = current;
  return isAwaiting(
    status === "failed" && failedFrom !== undefined ? { ...current, status: failedFrom } : current,
  );
}

/** True while a signal lies in the item that no look has taken in: whoever sees it tries to wake the machine. */
export function hasUnseenSignal({ signals }: Onboarding): boolean {
  return signals.count > signals.seen;
}

/** The signals of an onboarding with one more: the machine is to be woken. */
export function addSignal(
  { signals }: Onboarding,
  said: Partial<Onboarding["signals"]>,
): Partial<Onboarding> {
  return { signals: { ...signals, ...said, count: signals.count + 1 } };
}
