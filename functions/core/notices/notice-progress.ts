import * as z from "zod";
import type { Notice } from "#core/onboarding/event";
import type { Key } from "#core/table";

/** Records whether a notice was sent, and how often that was tried. */
export const noticeProgress = z.object({
  version: z.number().int(),
  state: z.enum(["sending", "sent", "in-digest", "superseded"]),
  /**
   * Epoch milliseconds: no run may send the notice before. Absent from when a run begins to send until the schedule
   * first sees that, since only the schedule's time can be trusted.
   */
  leaseUntil: z.number().int().optional(),
  /** The digest that the notice is sent in. */
  digest: z.object({ pk: z.string(), sk: z.string() }).optional(),
  /** How many times sending was started. */
  tries: z.number().int(),
  /** How many times the service asked us to retry later; these tries are not failures. */
  timesPostponed: z.number().int().default(0),
});

/** Records whether a notice was sent, and how often that was tried. */
export type NoticeProgress = z.infer<typeof noticeProgress>;

/** Returns the key of a notice's progress, in the partition of the outbox item that holds the notice. */
export function noticeKey(pk: string, { noticeId }: Pick<Notice, "noticeId">): Key {
  return { pk, sk: `notice#${noticeId}` };
}
