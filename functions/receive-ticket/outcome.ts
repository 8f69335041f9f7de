import type { CoveredAddresses } from "#core/intake/covered-addresses";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Source } from "#core/onboarding/ticket-source";
import type { Fault } from "#core/tickets/fault";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import type { ReadTicket } from "#core/tickets/reading/read-ticket";
import type { RefusalContent } from "#core/tickets/ticket-reply";

/** The outcome of an authentic message. */
export type Outcome =
  | { readonly kind: "taken"; readonly onboarding: Onboarding; readonly request: OnboardingRequest }
  /** No onboarding was needed: the accepted addresses can be used at once. */
  | ({
      readonly kind: "covered";
      readonly onboarding: Onboarding;
      readonly request: OnboardingRequest;
    } & CoveredAddresses)
  | { readonly kind: "cancelled"; readonly onboardingId: string; readonly ticket: string }
  /** The message does not concern Sendworthy, or a copy of it was already answered. */
  | { readonly kind: "nothing-to-do" }
  /** Nothing was written; the answer gives the reason. `asked` is the request if the message has none itself. */
  | { readonly kind: "refused"; readonly content: RefusalContent; readonly asked?: ReadTicket }
  /** The ticket number belongs to a request for another project or domain, or for fewer from addresses. */
  | { readonly kind: "ticket-in-use"; readonly faults: readonly Fault[] }
  | { readonly kind: "other-body" }
  | { readonly kind: "unknown-ticket" }
  /** The onboarding belongs to this other ticket. */
  | { readonly kind: "another-ticket"; readonly source: Source; readonly ticket: string }
  | { readonly kind: "too-late"; readonly status: Onboarding["status"] };

/** The reason for a refusal, which is also a dimension of the metric. */
export type RefusalReason =
  | "too-large"
  | "unknown-source"
  | "switched-off"
  | "secret-unusable"
  | "not-authentic"
  | "not-json"
  | "unknown-project"
  | "malformed"
  | RefusalContent["about"]
  | Exclude<Outcome["kind"], "taken" | "covered" | "cancelled" | "nothing-to-do" | "refused">;
