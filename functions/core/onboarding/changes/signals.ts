import type { NewEvent } from "../event.ts";
import type { EventType } from "../event-types.ts";
import type { Status } from "../lifecycle.ts";
import type { Onboarding } from "../onboarding.ts";
import { CHECK_NOW_EVERY_MS } from "../schedule.ts";
import type { Change } from "../store.ts";
import { freshPatience } from "./inactivity-clock.ts";

/** Statuses in which somebody still waits for the records. */
const AWAITING: readonly Status[] = ["requested", "records_issued", "confirmed"];

/** What becomes of an onboarding when somebody says that the records are there; said again, it asks for a look. */
export function confirm(current: Onboarding, now: number, by = "customer"): Change | undefined {
  if (current.status !== "records_issued" || !awaitsRecords(current)) return check(current, now, by);
  return {
    set: { ...signalled(current, { confirmedAt: now }), ...freshPatience(current, now) },
    transition: "confirm",
    event: occasion("confirmed", now, by),
  };
}

/** What becomes of an onboarding when somebody asks for a look now; nothing if a look was just asked for. */
export function check(current: Onboarding, now: number, by = "customer"): Change | undefined {
  const { checkAskedAt = 0, confirmedAt = 0 } = current.signals;
  if (!awaitsRecords(current) || now < Math.max(checkAskedAt, confirmedAt) + CHECK_NOW_EVERY_MS)
    return undefined;
  const set = { ...signalled(current, { checkAskedAt: now }), ...freshPatience(current, now) };
  // A customer may press the button as often as they like: only what somebody else does is kept.
  return by === "customer" ? { set } : { set, event: occasion("check_asked", now, by) };
}

/** What becomes of an onboarding when the customer wrote something that a person has to read: one look, and nothing more. */
export function askQuietly(current: Onboarding, now: number): Change | undefined {
  const { heardAt = 0, checkAskedAt = 0, confirmedAt = 0 } = current.signals;
  if (!awaitsRecords(current) || now < Math.max(heardAt, checkAskedAt, confirmedAt) + CHECK_NOW_EVERY_MS)
    return undefined;
  return { set: signalled(current, { heardAt: now }) };
}

/** What becomes of an onboarding when somebody calls it off; nothing once the domain is verified or all is over. */
export function cancel(current: Onboarding, now: number, by = "support"): Change | undefined {
  if (!awaitsRecords(current)) return undefined;
  const set = signalled(current, { cancelledAt: now, cancelledBy: by });
  // Of support the ticket tells.
  return by === "support" ? { set } : { set, event: occasion("cancel_asked", now, by) };
}

/** Its occasion is its time, since it may happen again. */
function occasion(type: EventType, at: number, by: string): NewEvent {
  return { type, at, by, occasion: String(at) };
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
export function signalled(
  { signals }: Onboarding,
  said: Partial<Onboarding["signals"]>,
): Partial<Onboarding> {
  return { signals: { ...signals, ...said, count: signals.count + 1 } };
}
