import * as z from "zod";
import type { Key } from "#core/table";

const text = z.object({ S: z.string() });

const streamRecord = z.object({
  dynamodb: z.object({
    /** Epoch seconds. */
    ApproximateCreationDateTime: z.number(),
    Keys: z.object({ pk: text, sk: text }),
  }),
});

/** Events were recorded at `now`; the stream may deliver them hours later. */
interface Recorded {
  readonly cause: "stream";
  readonly keys: readonly Key[];
  readonly now: number;
}

/**
 * The schedule started the run; `now` is at most three minutes old, because later events are dropped
 * (template.yaml).
 */
interface Scheduled {
  readonly cause: "schedule";
  readonly now: number;
}

/** The reason for a run. */
export type DeliveryTrigger = Recorded | Scheduled;

/** The reason and time of a run, without its keys. */
export type Moment = Pick<DeliveryTrigger, "cause" | "now">;

/** Reads the records of the table's stream. */
const recorded = z.object({ Records: z.array(streamRecord).min(1) }).transform(({ Records }): Recorded => {
  const seconds = Records.map(({ dynamodb }) => dynamodb.ApproximateCreationDateTime);
  return {
    cause: "stream",
    keys: Records.map(({ dynamodb: { Keys } }) => ({ pk: Keys.pk.S, sk: Keys.sk.S })),
    now: Math.round(Math.max(...seconds) * 1000),
  };
});

/** Reads the event of the schedule. */
const scheduled = z
  .object({ time: z.iso.datetime({ offset: true }) })
  .transform(({ time }): Scheduled => ({ cause: "schedule", now: Date.parse(time) }));

/** The input of deliver-notices: from the table's stream or from the schedule. */
export const deliveryTrigger = z.union([recorded, scheduled]);
