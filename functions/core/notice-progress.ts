import { z } from "zod";
import type { Notice } from "#core/onboarding-event";
import type { Key } from "#core/table";

/** How far the sending of a notice has come. */
export const noticeProgress = z.object({
  version: z.number().int(),
  state: z.enum(["sending", "sent"]),
  leaseUntil: z.number().int(),
  /** How often sending was begun. */
  tries: z.number().int(),
});

/** How far the sending of a notice has come. */
export type NoticeProgress = z.infer<typeof noticeProgress>;

/** Where it is kept. */
export function noticeKey(onboardingId: string, { noticeId }: Pick<Notice, "noticeId">): Key {
  return { pk: onboardingId, sk: `notice#${noticeId}` };
}
