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

/** Why this run happens: events were just recorded, or it is time to look for what is due. */
export interface Occasion {
  /** `undefined`: whatever is due. */
  readonly keys: readonly Key[] | undefined;
  readonly now: number;
}

/** Events just recorded, as the table's stream tells them. */
const recorded = z.object({ Records: z.array(streamRecord).min(1) }).transform(({ Records }): Occasion => {
  const seconds = Records.map(({ dynamodb }) => dynamodb.ApproximateCreationDateTime);
  return {
    keys: Records.map(({ dynamodb: { Keys } }) => ({ pk: Keys.pk.S, sk: Keys.sk.S })),
    now: Math.round(Math.max(...seconds) * 1000),
  };
});

/** A tick of the schedule. */
const scheduled = z
  .object({ time: z.iso.datetime({ offset: true }) })
  .transform(({ time }): Occasion => ({ keys: undefined, now: Date.parse(time) }));

/** What invokes deliver-notices: the table's stream, or the schedule. */
export const occasion = z.union([recorded, scheduled]);
