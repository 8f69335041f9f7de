import type { IdentityStatus, Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";
import type { DkimState } from "./identity-watch.ts";

/** What the watch does about the DKIM signing of a ready domain. */
export type SigningDecision =
  | { readonly kind: "nothing" }
  /** The identity has to be read, since the decision depends on who made it. */
  | { readonly kind: "need-identity" }
  | { readonly kind: "enable" }
  | { readonly kind: "notify" }
  | { readonly kind: "signing-again" };

/** Decides about the DKIM signing of a ready domain; `identity` is its status from a read of SES just now. */
export function decideSigning(
  { status, ses }: Onboarding,
  dkim: DkimState | undefined,
  identity?: IdentityStatus,
): SigningDecision {
  if (status !== "ready" || dkim === undefined || dkim.status === "NOT_STARTED") return { kind: "nothing" };
  const isKnownOff = ses.status?.signingOff !== undefined;
  if (dkim.isSigning) return { kind: isKnownOff ? "signing-again" : "nothing" };
  if (isKnownOff) return { kind: "nothing" };
  if (identity === undefined) return { kind: "need-identity" };
  if (identity.signingOff === undefined) return { kind: "nothing" };
  return { kind: identity.signingOff === "made-here" ? "enable" : "notify" };
}

/**
 * Returns the change that notifies operations: the identity was made by hand, so only they switch signing on.
 */
export function signingDisabled(
  current: Onboarding,
  identity: IdentityStatus,
  now: number,
): Change | undefined {
  if (current.status !== "ready" || current.ses.status?.signingOff !== undefined) return undefined;
  return {
    set: { ses: { ...current.ses, status: identity } },
    event: { type: "signing_disabled", at: now, by: "sendworthy", idempotencyKey: String(now) },
  };
}

/** Returns the change that records that SES signs again. */
export function signingAgain({ ses }: Onboarding): Change | undefined {
  if (ses.status?.signingOff === undefined) return undefined;
  const { signingOff: _was, ...status } = ses.status;
  return { set: { ses: { ...ses, status } } };
}
