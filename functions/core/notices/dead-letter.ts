import * as z from "zod";
import { notice } from "#core/onboarding/event";

/** A notice that could not be delivered, with the key of its outbox item. It contains no personal data. */
export const deadLetter = notice.extend({
  item: z.object({ pk: z.string(), sk: z.string() }),
  errorName: z.string(),
});

/** A notice that could not be delivered. */
export type DeadLetter = z.infer<typeof deadLetter>;
