import type { Key, Queue } from "#core/table";
import { deliverEvent, type EventDeps } from "./deliver-event.ts";
import type { Outcome } from "./deliver-notice.ts";
import type { DeliveryTrigger, Moment } from "./delivery-trigger.ts";
import { retryLaterDesks } from "./retry-later-desks.ts";

/** The dependencies of deliver-notices. */
export interface DeliverNoticesDeps extends EventDeps {
  readonly queue: Queue;
  /** Receives the result of each notice. */
  report(outcome: Outcome): void;
  /** Receives events that could not be read or written. */
  reportBroken(key: Key, error: unknown): void;
}

/** The number of events that are delivered in parallel, so that SES and SNS do not throttle us. */
const AT_ONCE = 5;

/**
 * Delivers the events that were just recorded, or those that are due. Retries come from our own queue, not
 * from the stream.
 */
export async function deliverNotices(
  trigger: DeliveryTrigger,
  deps: DeliverNoticesDeps,
): Promise<{ batchItemFailures: [] }> {
  const runDeps = { ...deps, helpDesk: retryLaterDesks(deps.helpDesk) };
  const keys = trigger.cause === "stream" ? trigger.keys : await deps.queue.due("undelivered", trigger.now);
  const due = keys.values();
  const deliverRest = async (): Promise<void> => {
    for (const key of due) await deliverOne(key, trigger, runDeps);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, deliverRest));
  return { batchItemFailures: [] };
}

async function deliverOne(key: Key, moment: Moment, deps: DeliverNoticesDeps): Promise<void> {
  try {
    const outcomes = await deliverEvent(key, moment, deps);
    outcomes.forEach(deps.report);
  } catch (error) {
    deps.reportBroken(key, error);
  }
}
