import type { Key, Queue } from "#core/table";
import { deliverEvent, type EventDeps } from "./deliver-event.ts";
import type { Outcome } from "./deliver-notice.ts";
import type { DeliveryTrigger, Moment } from "./delivery-trigger.ts";
import { retryLaterDesks } from "./retry-later-desks.ts";

/** What deliver-notices needs of the world. */
export interface DeliverNoticesDeps extends EventDeps {
  readonly queue: Queue;
  /** Told of each notice's outcome. */
  report(outcome: Outcome): void;
  /** Told of an event that could not even be read or written. */
  reportBroken(key: Key, error: unknown): void;
}

/** Events delivered at the same time: SES and SNS are patient with that many. */
const AT_ONCE = 5;

/** Delivers what was just recorded, or whatever is due; our own queue tries again, so the stream never has to. */
export async function deliverNotices(
  trigger: DeliveryTrigger,
  deps: DeliverNoticesDeps,
): Promise<{ batchItemFailures: [] }> {
  const ofThisRun = { ...deps, helpDesk: retryLaterDesks(deps.helpDesk) };
  const keys = trigger.cause === "stream" ? trigger.keys : await deps.queue.due("undelivered", trigger.now);
  const due = keys.values();
  const deliverRest = async (): Promise<void> => {
    for (const key of due) await deliverOne(key, trigger, ofThisRun);
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
