import type { ExecutionState } from "../executions.ts";
import type { Onboarding } from "../onboarding.ts";
import { REPAIR_GRACE_MS, START_GRACE_MS } from "../schedule.ts";

/** The decision of the repair schedule about an onboarding that is overdue. */
export type Repair =
  /** The onboarding was closed after it was listed. */
  | { readonly kind: "nothing" }
  /** An operator has not approved it yet, so it has no execution. */
  | { readonly kind: "unapproved" }
  | { readonly kind: "need-execution" }
  | { readonly kind: "fail" }
  | { readonly kind: "check-later"; readonly attempt: number; readonly dueAt: number }
  | { readonly kind: "start"; readonly attempt: number; readonly dueAt: number };

/** Decides about an overdue onboarding by the state of its execution, which is read only if it matters. */
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
    // A successful execution closes its onboarding. This one is open, so the execution handed over and the
    // next attempt starts.
    case "succeeded":
      return { kind: "start", attempt: attempt + 1, dueAt: now + START_GRACE_MS };
  }
}
