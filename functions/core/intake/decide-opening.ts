import { provedNames } from "#core/claims/claims";
import { decideOwnership, needsCheck } from "#core/claims/decide-ownership";
import type { RequestPermission } from "#core/projects/who-may-request";
import { type Decision, NEEDS_CHECK, refusedFor } from "./decision.ts";
import { findFailed, findOverridden, idsOf } from "./own-onboardings.ts";
import type { RequestFacts } from "./request-facts.ts";

type Permitted = Exclude<RequestPermission, { readonly kind: "faults" | "not-ses" }>;

/** Decides on a request that needs its own onboarding. */
export function decideOpening(
  { request, claims, own, names }: RequestFacts,
  permission: Permitted,
): Decision {
  const { owner, kind } = permission;
  // A request that replaces a failed onboarding keeps that identity's MAIL FROM domain.
  if (names === undefined)
    return { kind: "need", what: "names", excluded: provedNames(claims.entries, idsOf(own, request)) };
  if ("faults" in names) return refusedFor(names.faults);
  const isHeld = kind === "held";
  const ownership = decideOwnership(claims, owner, [request.identity, names.mailFrom]);
  if (needsCheck(ownership, isHeld)) return NEEDS_CHECK;
  return {
    kind: "open",
    owner,
    isHeld,
    mailFrom: names.mailFrom,
    snapshot: names.snapshot,
    proof: ownership.kind === "prove" ? ownership : undefined,
    overrides: findOverridden(own, claims.entries, request)?.identity,
    replaces: isHeld ? [] : findFailed(own, request),
  };
}
