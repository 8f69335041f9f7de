import { z } from "zod";
import type { Item, Key, Put, Table } from "#core/table";
import type { Onboarding } from "../onboarding.ts";
import { IDENTITY_KEPT_MS } from "../schedule.ts";

/** What a closed onboarding left in SES, until somebody decides what becomes of it. */
const release = z.object({
  version: z.number().int(),
  onboardingId: z.string(),
  /** Why it was kept, or that it is gone. */
  outcome: z.string().optional(),
  /** An operator gave it back: whether it works says nothing any more. */
  byOperator: z.literal(true).optional(),
  queue: z.literal("leftover").optional(),
});

/** What a closed onboarding left in SES. */
export type IdentityCleanup = z.infer<typeof release>;

/** Outcomes after which SES holds nothing. */
const GONE: readonly string[] = ["released", "gone", "dangling", "clean", "left-dangling"];

function releaseKey(onboardingId: string): Key {
  return { pk: onboardingId, sk: "release" };
}

/** Reads a leftover. */
export function readIdentityCleanup(item: Item): IdentityCleanup {
  return release.parse(item);
}

/** What closing leaves behind: an identity that never was verified stays for a late administrator, and is then released. */
export function scheduleCleanup({ onboardingId, dkim, dkimVerifiedAt }: Onboarding, now: number): Put[] {
  if (dkim === undefined || dkimVerifiedAt !== undefined) return [];
  const kept = { version: 1, onboardingId, queue: "leftover", dueAt: now + IDENTITY_KEPT_MS };
  return [{ item: { ...releaseKey(onboardingId), ...kept }, expectedVersion: undefined }];
}

/**
 * The write by which an identity that works is released, too, since an operator says so: after a while, in which a new
 * ticket of the same owner takes it up again. `undefined` if SES holds nothing any more.
 */
export async function scheduleCleanupByOperator(
  table: Pick<Table, "get">,
  onboardingId: string,
  now: number,
): Promise<Put | undefined> {
  const key = releaseKey(onboardingId);
  const item = await table.get(key);
  const before = item === undefined ? undefined : readIdentityCleanup(item);
  if (before?.outcome !== undefined && GONE.includes(before.outcome)) return undefined;
  const kept = { onboardingId, byOperator: true, queue: "leftover", dueAt: now + IDENTITY_KEPT_MS };
  return { item: { ...key, ...kept, version: (before?.version ?? 0) + 1 }, expectedVersion: before?.version };
}

/** The write that says what became of a leftover; with a time, it is looked into again. */
export function afterCleanupDecision(
  { version, onboardingId, byOperator }: IdentityCleanup,
  outcome: string,
  dueAt?: number,
): Put {
  const again = dueAt === undefined ? {} : { queue: "leftover", dueAt, ...(byOperator && { byOperator }) };
  const item = { ...releaseKey(onboardingId), version: version + 1, onboardingId, outcome, ...again };
  return { item, expectedVersion: version };
}
