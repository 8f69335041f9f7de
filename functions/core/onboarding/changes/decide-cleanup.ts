import { STALE_RECORDS_WATCHED_MS } from "../schedule.ts";

/**
 * The facts on which the cleanup of an unused identity depends. DNS and SES are asked only if the other facts
 * do not decide.
 */
export interface CleanupFacts {
  /** The owner of the closed onboarding. */
  readonly owner: string;
  /** True if an operator released the domain; then it does not matter whether it still works. */
  readonly isByOperator: boolean;
  /** True if another onboarding holds the identity or a name below it, and sends with it. */
  readonly isInUse: boolean;
  /** Whether one of its DKIM records is published. */
  readonly dkimPublished?: "yes" | "no" | "unknown";
  /** "no-slot": the SES budget has no free slot now. */
  readonly ses?: "no-slot" | "absent" | { readonly owner: string | undefined; readonly isVerified: boolean };
}

/** The decision on an unused identity. */
export type CleanupDecision =
  | { readonly kind: "need"; readonly fact: "dkimPublished" | "ses" }
  /** No slot is free, because onboardings that wait for SES have priority. */
  | { readonly kind: "busy" }
  | {
      readonly kind: "keep";
      readonly because: "in-use" | "published" | "dns-unknown" | "not-ours" | "verified";
    }
  | { readonly kind: "gone" }
  | { readonly kind: "delete" };

/**
 * Decides about an unused identity. One that works is deleted only by an operator's decision; one that others
 * use is never deleted.
 */
export function decideCleanup({
  owner,
  isByOperator,
  isInUse,
  dkimPublished,
  ses,
}: CleanupFacts): CleanupDecision {
  if (isInUse) return { kind: "keep", because: "in-use" };
  if (!isByOperator) {
    if (dkimPublished === undefined) return { kind: "need", fact: "dkimPublished" };
    if (dkimPublished === "yes") return { kind: "keep", because: "published" };
    if (dkimPublished === "unknown") return { kind: "keep", because: "dns-unknown" };
  }
  if (ses === undefined) return { kind: "need", fact: "ses" };
  if (ses === "no-slot") return { kind: "busy" };
  if (ses === "absent") return { kind: "gone" };
  if (ses.owner !== owner) return { kind: "keep", because: "not-ours" };
  return ses.isVerified && !isByOperator ? { kind: "keep", because: "verified" } : { kind: "delete" };
}

/**
 * Decides about the published records of a deleted identity; they are checked every week, for at most four
 * weeks.
 */
export function decideStaleRecords(
  { releasedAt, count }: { readonly releasedAt: number; readonly count: number },
  now: number,
): "clean" | "stale-records" | "stale-records-left" {
  if (count === 0) return "clean";
  return now < releasedAt + STALE_RECORDS_WATCHED_MS ? "stale-records" : "stale-records-left";
}
