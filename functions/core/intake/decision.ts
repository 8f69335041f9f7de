import type { OwnershipDecision } from "#core/claims/decide-ownership";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Snapshot } from "#core/records/snapshot";
import type { Fault } from "#core/tickets/fault";
import type { RefusalContent } from "#core/tickets/ticket-reply";

/** The decided properties of a new onboarding. */
export interface Opening {
  readonly kind: "open";
  readonly owner: string;
  /** True if an operator has to approve it first. */
  readonly isHeld: boolean;
  readonly mailFrom: string;
  readonly snapshot: Snapshot | undefined;
  /** Present if control of the names must be proved first. */
  readonly proof: Extract<OwnershipDecision, { readonly kind: "prove" }> | undefined;
  /** The verified identity above it, whose settings will no longer apply to it. */
  readonly overrides: string | undefined;
  /** Failed onboardings of the same identity, which are closed. */
  readonly replaces: readonly Onboarding[];
}

/** The decision on a request. */
export type Decision =
  /**
   * The decision needs a DNS pre-flight that proposes none of the names in `excluded`; decide again with its
   * result.
   */
  | { readonly kind: "need"; readonly what: "names"; readonly excluded: readonly string[] }
  | { readonly kind: "refused"; readonly content: RefusalContent }
  /** The ticket already has its onboarding. */
  | { readonly kind: "already-open"; readonly onboarding: Onboarding }
  /** The ticket number belongs to another request, or to one with fewer from addresses. */
  | { readonly kind: "ticket-in-use"; readonly faults: readonly Fault[] }
  /** A verified identity of the owner covers the from addresses. */
  | { readonly kind: "covered"; readonly owner: string; readonly by: Onboarding }
  /** The request joins an onboarding that is already setting up the same identity. */
  | { readonly kind: "joined"; readonly owner: string; readonly onboarding: Onboarding }
  | Opening;

/** The refusal of a request that an operator has to check first. */
export const NEEDS_CHECK: Decision = { kind: "refused", content: { about: "needs-check" } };

/** Refuses a request because of validation errors, which its author can correct. */
export function refusedFor(faults: readonly Fault[]): Decision {
  return { kind: "refused", content: { about: "faults", faults: [...faults] } };
}
