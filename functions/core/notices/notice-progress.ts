import { z } from "zod";
import type { Notice } from "#core/onboarding/event";
import type { Key } from "#core/table";

/** How far the sending of a notice has come. */
export const noticeProgress = z.object({
  version: z.number().int(),
  state: z.enum(["sending", "sent"]),
  /**
   * No other run may send it before; a help desk that is busy is left alone until then. Absent while a run that the
   * schedule has not seen yet has it in hand.
   */
  leaseUntil: z.number().int().optional(),
  /** How often sending was begun. */
  tries: z.number().int(),
  /** How often the service asked to come again later, which is no failure. */
  putOff: z.number().int().default(0),
});

/** How far the sending of a notice has come. */
export type NoticeProgress = z.infer<typeof noticeProgress>;

/** Where it is kept: beside the item of the outbox that holds the notice. */
export function noticeKey(pk: string, { noticeId }: Pick<Notice, "noticeId">): Key {
  return { pk, sk: `notice#${noticeId}` };
}
