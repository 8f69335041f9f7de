import { z } from "zod";
import type { Onboarding } from "#core/onboarding";
import { IDENTITY_KEPT_MS } from "#core/schedule";
import type { Item, Key, Put } from "#core/table";

/** What a closed onboarding left in SES, until somebody decides what becomes of it. */
const release = z.object({
  version: z.number().int(),
  onboardingId: z.string(),
  /** Why it was kept, or that it is gone. */
  outcome: z.string().optional(),
  queue: z.literal("leftover").optional(),
});

/** What a closed onboarding left in SES. */
export type Release = z.infer<typeof release>;

function releaseKey(onboardingId: string): Key {
  return { pk: onboardingId, sk: "release" };
}

/** Reads a leftover. */
export function readRelease(item: Item): Release {
  return release.parse(item);
}

/** What closing leaves behind: an identity that never was verified stays for a late administrator, and is then released. */
export function leftover({ onboardingId, dkim, dkimVerifiedAt }: Onboarding, now: number): Put[] {
  if (dkim === undefined || dkimVerifiedAt !== undefined) return [];
  const kept = { version: 1, onboardingId, queue: "leftover", dueAt: now + IDENTITY_KEPT_MS };
  return [{ item: { ...releaseKey(onboardingId), ...kept }, expectedVersion: undefined }];
}

/** The write that says what became of a leftover; with a time, it is looked into again. */
export function decided({ version, onboardingId }: Release, outcome: string, dueAt?: number): Put {
  const again = dueAt === undefined ? {} : { queue: "leftover", dueAt };
  const item = { ...releaseKey(onboardingId), version: version + 1, onboardingId, outcome, ...again };
  return { item, expectedVersion: version };
}
