import * as z from "zod";
import type { Item, Key, Put, Table } from "#core/table";
import type { Onboarding } from "../onboarding.ts";
import { IDENTITY_KEPT_MS } from "../schedule.ts";

/** The possible results of checking an unused identity. */
const OUTCOMES = [
  "failed",
  "in-use",
  "published",
  "dns-unknown",
  "not-ours",
  "verified",
  "gone",
  "released",
  "clean",
  "stale-records",
  "stale-records-left",
] as const;

/** The result of checking an unused identity. */
export type CleanupOutcome = (typeof OUTCOMES)[number];

/** The results after which SES no longer holds the identity. */
const GONE: readonly CleanupOutcome[] = ["released", "gone", "stale-records", "clean", "stale-records-left"];

/** The cleanup of an identity that a closed onboarding left in SES. */
const identityCleanup = z.object({
  version: z.number().int(),
  onboardingId: z.string(),
  outcome: z.enum(OUTCOMES).optional(),
  /** True if an operator released the domain; then it does not matter whether it still works. */
  byOperator: z.literal(true).optional(),
  queue: z.literal("cleanup").optional(),
});

/** The cleanup of an identity that a closed onboarding left in SES. */
export type IdentityCleanup = z.infer<typeof identityCleanup>;

function cleanupKey(onboardingId: string): Key {
  return { pk: onboardingId, sk: "cleanup" };
}

/** Reads a cleanup from its item. */
export function readIdentityCleanup(item: Item): IdentityCleanup {
  return identityCleanup.parse(item);
}

/**
 * Makes the write that schedules the cleanup of an identity that was never verified; it is kept for a while,
 * since an administrator may publish the records late.
 */
export function scheduleCleanup({ onboardingId, dkim, dkimVerifiedAt }: Onboarding, now: number): Put[] {
  if (dkim === undefined || dkimVerifiedAt !== undefined) return [];
  const cleanup = { version: 1, onboardingId, queue: "cleanup", dueAt: now + IDENTITY_KEPT_MS };
  return [{ item: { ...cleanupKey(onboardingId), ...cleanup }, expectedVersion: undefined }];
}

/**
 * Makes the write that schedules the cleanup of an identity that may still work, by an operator's decision.
 * Before it is due, a new ticket of the same owner reuses the identity. `undefined` if SES holds nothing any
 * more.
 */
export async function scheduleCleanupByOperator(
  table: Pick<Table, "get">,
  onboardingId: string,
  now: number,
): Promise<Put | undefined> {
  const key = cleanupKey(onboardingId);
  const item = await table.get(key);
  const before = item === undefined ? undefined : readIdentityCleanup(item);
  if (before?.outcome !== undefined && GONE.includes(before.outcome)) return undefined;
  const cleanup = { onboardingId, byOperator: true, queue: "cleanup", dueAt: now + IDENTITY_KEPT_MS };
  const version = (before?.version ?? 0) + 1;
  return { item: { ...key, ...cleanup, version }, expectedVersion: before?.version };
}

/** Makes the write that stores a result; with a time, the identity is checked again then. */
export function afterCleanupDecision(
  { version, onboardingId, byOperator }: IdentityCleanup,
  outcome: CleanupOutcome,
  dueAt?: number,
): Put {
  const recheck = dueAt === undefined ? {} : { queue: "cleanup", dueAt, ...(byOperator && { byOperator }) };
  const item = { ...cleanupKey(onboardingId), version: version + 1, onboardingId, outcome, ...recheck };
  return { item, expectedVersion: version };
}
