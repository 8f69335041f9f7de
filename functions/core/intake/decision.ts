import type { OwnershipDecision } from "#core/claims/decide-ownership";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Snapshot } from "#core/records/snapshot";
import type { Fault } from "#core/tickets/fault";
import type { RefusalContent } from "#core/tickets/ticket-reply";

/** A new onboarding, as it is decided. */
export interface Opening {
  readonly kind: "open";
  readonly owner: string;
  /** True if an operator has to approve it first. */
  readonly isHeld: boolean;
  readonly mailFrom: string;
  readonly snapshot: Snapshot | undefined;
  /** Present if control of the names has to be proved. */
  readonly proof: Extract<OwnershipDecision, { readonly kind: "prove" }> | undefined;
  /** The verified identity above it, whose settings will not apply to it any more. */
  readonly overrides: string | undefined;
  /** Failed onboardings of the same identity, which end. */
  readonly replaces: readonly Onboarding[];
}

/** The decision on a request. */
export type Decision =
  /** The decision depends on a DNS pre-flight, which proposes no name of `excluded`: decide again with its result. */
  | { readonly kind: "need"; readonly what: "names"; readonly excluded: readonly string[] }
  | { readonly kind: "refused"; readonly content: RefusalContent }
  /** The ticket has its onboarding already. */
  | { readonly kind: "already-open"; readonly onboarding: Onboarding }
  /** The ticket number belongs to another request. */
  | { readonly kind: "ticket-in-use"; readonly ticket: string }
  /** A verified identity of the owner covers the from addresses. */
  | { readonly kind: "covered"; readonly owner: string; readonly by: Onboarding }
  /** The request joins the onboarding that sets the same identity up now. */
  | { readonly kind: "joined"; readonly owner: string; readonly onboarding: Onboarding }
  | Opening;

/** The refusal of a request that an operator has to check first. */
export const NEEDS_CHECK: Decision = { kind: "refused", content: { about: "needs-check" } };

/** The refusal of a request with faults, which its author can correct. */
export function refusedFor(faults: readonly Fault[]): Decision {
  return { kind: "refused", content: { about: "faults", faults: [...faults] } };
}
