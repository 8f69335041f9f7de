import { STALE_RECORDS_WATCHED_MS } from "../schedule.ts";

/** The facts that the cleanup of an unused identity depends on; DNS and SES are asked only where the others leave it open. */
export interface CleanupFacts {
  /** The owner of the closed onboarding. */
  readonly owner: string;
  /** An operator gave the domain back: whether it still works does not matter. */
  readonly isByOperator: boolean;
  /** Another onboarding holds the identity or a name below it, and sends through it. */
  readonly isInUse: boolean;
  /** Whether one of its DKIM records is published. */
  readonly dkimPublished?: "yes" | "no" | "unknown";
  /** `"no-slot"`: the SES budget has no free call now. */
  readonly ses?: "no-slot" | "absent" | { readonly owner: string | undefined; readonly isVerified: boolean };
}

/** The decision on an unused identity. */
export type CleanupDecision =
  | { readonly kind: "need"; readonly fact: "dkimPublished" | "ses" }
  /** Onboardings that wait for SES come first. */
  | { readonly kind: "busy" }
  | {
      readonly kind: "keep";
      readonly because: "in-use" | "published" | "dns-unknown" | "not-ours" | "verified";
    }
  | { readonly kind: "gone" }
  | { readonly kind: "delete" };

/** Decides about an unused identity: one that works is deleted on an operator's word alone, one that others use never. */
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

/** Decides about the records that still name a deleted identity: checked every week, for four weeks at most. */
export function decideStaleRecords(
  { releasedAt, count }: { readonly releasedAt: number; readonly count: number },
  now: number,
): "clean" | "stale-records" | "stale-records-left" {
  if (count === 0) return "clean";
  return now < releasedAt + STALE_RECORDS_WATCHED_MS ? "stale-records" : "stale-records-left";
}
