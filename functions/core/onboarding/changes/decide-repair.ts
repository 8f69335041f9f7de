import type { ExecutionState } from "../executions.ts";
import type { Onboarding } from "../onboarding.ts";
import { REPAIR_GRACE_MS, START_GRACE_MS } from "../schedule.ts";

/** The decision of the repair schedule on an onboarding that should have moved on by now. */
export type Repair =
  /** It closed since it was listed. */
  | { readonly kind: "nothing" }
  /** An operator has yet to approve it, so no execution carries it. */
  | { readonly kind: "unapproved" }
  | { readonly kind: "need-execution" }
  | { readonly kind: "fail" }
  | { readonly kind: "check-later"; readonly attempt: number; readonly dueAt: number }
  | { readonly kind: "start"; readonly attempt: number; readonly dueAt: number };

/** Decides about an onboarding by the state of its execution, which is asked for only where it matters. */
export function decideRepair(
  { queue, status, attempt, schedule }: Onboarding,
  execution: ExecutionState | undefined,
  now: number,
): Repair {
  if (queue !== "open") return { kind: "nothing" };
  if (status === "held") return { kind: "unapproved" };
  switch (execution) {
    case undefined:
      return { kind: "need-execution" };
    case "dead":
      return { kind: "fail" };
    case "running":
      return { kind: "check-later", attempt, dueAt: Math.max(schedule.nextCheckAt, now) + REPAIR_GRACE_MS };
    case "absent":
      return { kind: "start", attempt, dueAt: now + START_GRACE_MS };
    // A finished execution leaves nothing open, so this one handed over: the next attempt goes on.
    case "succeeded":
      return { kind: "start", attempt: attempt + 1, dueAt: now + START_GRACE_MS };
  }
}
