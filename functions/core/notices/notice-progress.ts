import * as z from "zod";
import type { Notice } from "#core/onboarding/event";
import type { Key } from "#core/table";

/** The delivery state of a notice, with the number of attempts. */
export const noticeProgress = z.object({
  version: z.number().int(),
  state: z.enum(["sending", "sent", "in-digest", "superseded"]),
  /**
   * No other run may send the notice before this time (epoch milliseconds). A run that begins to send leaves
   * it out, and the schedule sets it when it first sees the notice, because only the schedule's time can be
   * trusted.
   */
  leaseUntil: z.number().int().optional(),
  /** The digest that contains the notice. */
  digest: z.object({ pk: z.string(), sk: z.string() }).optional(),
  /** The number of attempts to send. */
  tries: z.number().int(),
  /** How often the service asked us to retry later; these attempts are not failures. */
  timesPostponed: z.number().int().default(0),
});

/** The delivery state of a notice, with the number of attempts. */
export type NoticeProgress = z.infer<typeof noticeProgress>;

/** Returns the key of a notice's delivery state, in the partition of its outbox item. */
export function noticeKey(pk: string, { noticeId }: Pick<Notice, "noticeId">): Key {
  return { pk, sk: `notice#${noticeId}` };
}
