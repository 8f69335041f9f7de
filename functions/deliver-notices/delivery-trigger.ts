import { z } from "zod";
import type { Key } from "#core/table";

const text = z.object({ S: z.string() });

const streamRecord = z.object({
  dynamodb: z.object({
    /** Epoch seconds. */
    ApproximateCreationDateTime: z.number(),
    Keys: z.object({ pk: text, sk: text }),
  }),
});

/** Events were recorded; `now` is when, and the stream may bring that any time later. */
interface Recorded {
  readonly cause: "stream";
  readonly keys: readonly Key[];
  readonly now: number;
}

/** It is time to look for what is due; `now` is true to three minutes: later ticks are dropped (template.yaml). */
interface Scheduled {
  readonly cause: "schedule";
  readonly now: number;
}

/** Why a run happens. */
export type DeliveryTrigger = Recorded | Scheduled;

/** When and why, for those who do not care which events. */
export type Moment = Pick<DeliveryTrigger, "cause" | "now">;

/** Events just recorded, as the table's stream tells them. */
const recorded = z.object({ Records: z.array(streamRecord).min(1) }).transform(({ Records }): Recorded => {
  const seconds = Records.map(({ dynamodb }) => dynamodb.ApproximateCreationDateTime);
  return {
    cause: "stream",
    keys: Records.map(({ dynamodb: { Keys } }) => ({ pk: Keys.pk.S, sk: Keys.sk.S })),
    now: Math.round(Math.max(...seconds) * 1000),
  };
});

/** A tick of the schedule. */
const scheduled = z
  .object({ time: z.iso.datetime({ offset: true }) })
  .transform(({ time }): Scheduled => ({ cause: "schedule", now: Date.parse(time) }));

/** What invokes deliver-notices: the table's stream, or the schedule. */
export const deliveryTrigger = z.union([recorded, scheduled]);
