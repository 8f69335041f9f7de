import { randomUUID } from "node:crypto";
import type { Clock } from "./clock.ts";
import { type BusEvent, eventTime } from "./events/event-bus.ts";
import type { Schedule } from "./template/function-events.ts";

/** Starts the schedules of a template on the clock; returns a function that stops them. */
export function startSchedules(options: {
  schedules: readonly Schedule[];
  clock: Clock;
  region: string;
  accountId: string;
  invoke: (functionName: string, event: unknown) => void;
}): () => void {
  const { schedules, clock, region, accountId } = options;
  const cancels = new Map<string, () => void>();

  /**
   * Runs at whole multiples of the rate, so that frequent restarts cannot delay a rare schedule indefinitely.
   */
  function arm(schedule: Schedule): void {
    const next = (Math.floor(clock.now() / schedule.everyMs) + 1) * schedule.everyMs;
    cancels.set(
      schedule.name,
      clock.at(next, () => {
        options.invoke(schedule.functionName, schedule.input ?? scheduledEvent(schedule.name, next));
        arm(schedule);
      }),
    );
  }

  /**
   * Makes the event of a schedule:
   * https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html
   */
  function scheduledEvent(name: string, atMs: number): BusEvent {
    return {
      version: "0",
      id: randomUUID(),
      "detail-type": "Scheduled Event",
      source: "aws.events",
      account: accountId,
      time: eventTime(atMs),
      region,
      resources: [`arn:aws:events:${region}:${accountId}:rule/${name}`],
      detail: {},
    };
  }

  for (const schedule of schedules) arm(schedule);
  return () => {
    for (const cancel of cancels.values()) cancel();
  };
}
