import { type OnboardingEvent, onboardingEvent } from "#core/onboarding-event";
import type { DeadLetters } from "#core/ports";
import type { Key } from "#core/table";
import { nextTryAt } from "./back-off.ts";
import { nextDay } from "./daily-allowance.ts";
import { deliverNotice, type NoticeDeps, type Outcome } from "./deliver-notice.ts";

/** What the delivery of one event needs of the world. */
export interface EventDeps extends NoticeDeps {
  readonly deadLetters: DeadLetters;
}

/** Delivers what is undelivered of one event, and takes the event out of the queue once nothing is left to try. */
export async function deliverEvent(key: Key, now: number, deps: EventDeps): Promise<readonly Outcome[]> {
  const item = await deps.table.get(key);
  const event = item === undefined ? undefined : onboardingEvent.parse(item);
  if (event?.queue === undefined || isPostponed(event, now)) return [];
  const outcomes: Outcome[] = [];
  for (const notice of event.notices) outcomes.push(await deliverNotice(notice, event, now, deps));
  const next = await afterwards(event, outcomes, now, deps.deadLetters);
  if (next !== undefined) {
    // Where another run was faster, its word stands.
    await deps.table.commit([
      { item: { ...key, ...next, version: event.version + 1 }, expectedVersion: event.version },
    ]);
  }
  return outcomes;
}

/** The index lags behind: another run may have put the event off a moment ago. */
function isPostponed({ tries, dueAt = 0 }: OnboardingEvent, now: number): boolean {
  return tries > 0 && dueAt > now;
}

/** The event as it is kept now; `undefined` while another run has a notice of it in hand. */
async function afterwards(
  event: OnboardingEvent,
  outcomes: readonly Outcome[],
  now: number,
  deadLetters: DeadLetters,
): Promise<OnboardingEvent | undefined> {
  const states = outcomes.map(({ state }) => state);
  if (states.includes("failed")) {
    const tries = event.tries + 1;
    return { ...event, tries, dueAt: nextTryAt(tries, now) };
  }
  if (states.includes("busy")) return undefined;
  if (states.includes("postponed")) return { ...event, dueAt: nextDay(now) };
  for (const outcome of outcomes) {
    if (outcome.state !== "given-up") continue;
    const { notice, errorName } = outcome;
    await deadLetters.keep({ ...notice, onboardingId: event.onboardingId, errorName });
  }
  const { queue: _queue, dueAt: _dueAt, ...delivered } = event;
  return delivered;
}
