import { NO_BRAND } from "#core/brand/brand";
import { noticeKey } from "#core/notices/notice-progress";
import { onboardingEvent } from "#core/onboarding/event";
import type { Item, Key } from "#core/table";
import { deliverEvent } from "../../../functions/deliver-notices/deliver-event.ts";
import type { Moment } from "../../../functions/deliver-notices/delivery-trigger.ts";
import type { Ports } from "./functions.ts";
import type { MeteredTable } from "./metered-table.ts";
import type { Story } from "./story.ts";
import type { Timeline } from "./timeline.ts";

/** The time that the table's stream takes from the write of an event to its delivery. */
const STREAM_MS = 500;
/** The interval of deliver-notices. */
const DELIVER_AGAIN_MS = 60_000;

/** The parts that the outbox uses. */
interface OutboxOptions {
  readonly timeline: Timeline;
  readonly table: MeteredTable;
  readonly ports: Ports;
  payFor(story: Story, folder: string, work: () => Promise<void>): Promise<void>;
  /** False if the simulation injects faults. */
  readonly isUndisturbed: boolean;
}

/** Makes the outbox, which delivers the events of the stories and then deletes them. */
export function virtualOutbox({ timeline, table, ports, payFor, isUndisturbed }: OutboxOptions) {
  /** Delivers an event. The stream starts one delivery; the schedule repeats it while the event is undelivered. */
  async function deliver(story: Story, { pk, sk }: Item, cause: Moment["cause"]): Promise<void> {
    const moment = { cause, now: timeline.now() };
    try {
      await payFor(story, "deliver-notices", () => deliverFor(story, { pk, sk }, moment));
    } catch (error) {
      if (isUndisturbed) throw error;
    }
    const after = table.peek({ pk, sk });
    if (after?.["queue"] === undefined) return forget(story, after);
    timeline.at(Math.max(Number(after["dueAt"]), timeline.now() + DELIVER_AGAIN_MS), () =>
      deliver(story, after, "schedule"),
    );
  }

  async function deliverFor({ sent }: Story, key: Key, moment: Moment): Promise<void> {
    await deliverEvent(key, moment, {
      table: ports.table,
      mailer: { send: async ({ noticeId }) => sent(noticeId, "mail") },
      ops: { publish: async ({ noticeId }) => sent(noticeId, "topic") },
      bus: { send: async ({ id }) => sent(`${id}/bus`, "bus") },
      platform: { send: async ({ id }) => sent(`${id}/platform`, "webhook") },
      helpDesk: async () => ({ answer: async ({ noticeId }) => sent(noticeId, "mail") }),
      helpDeskSettings: async () => ({}),
      deadLetters: { keep: async () => undefined },
      senderAddress: "sendworthy@mail.example",
      supportAddress: "tickets@helpdesk.example",
      readBrands: async () => NO_BRAND,
      setupUrl: async () => "https://setup.example/setup/token",
      handOffUrl: async () => "https://setup.example/setup/hand-off",
    });
  }

  function forget(story: Story, item: Item | undefined): void {
    if (item === undefined) return;
    for (const notice of onboardingEvent.parse(item).notices) {
      const key = noticeKey(item.pk, notice);
      if (table.peek(key)?.["state"] === "superseded") story.superseded(notice.noticeId);
      table.forget(key);
    }
    table.forget(item);
  }

  return {
    /** Accepts a written event. */
    take(story: Story, event: Item): void {
      if (event["queue"] === "undelivered")
        timeline.at(timeline.now() + STREAM_MS, () => deliver(story, event, "stream"));
      else forget(story, event);
    },
  };
}
