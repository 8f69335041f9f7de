import { isCrowded } from "#core/claims/claims";
import { decideOwnership, needsCheck } from "#core/claims/decide-ownership";
import type { Onboarding } from "#core/onboarding/onboarding";
import { requestPermission } from "#core/projects/who-may-request";
import { requestRuleFaults } from "#core/tickets/domain-rules";
import { decideOpening } from "./decide-opening.ts";
import { decideSharing } from "./decide-sharing.ts";
import { type Decision, NEEDS_CHECK, refusedFor } from "./decision.ts";
import type { RequestFacts } from "./request-facts.ts";
import { repetitionFaults } from "./same-request.ts";

/** Statuses of an onboarding that has ended without a verified domain. */
const ENDED: readonly Onboarding["status"][] = ["expired", "cancelled", "failed"];

/**
 * Decides on a request. Refusals are ordered so that the customer first learns what they can correct first.
 */
export function decideRequest(facts: RequestFacts): Decision {
  const { request, existing, claims } = facts;
  if (existing !== undefined && !(ENDED.includes(existing.status) && facts.mayRestart)) {
    // A help desk sends a ticket again after each change. A platform that sends the same ticket again must
    // mean the same request.
    const faults = facts.origin.source === "generic" ? repetitionFaults(existing, facts) : [];
    return faults.length === 0
      ? { kind: "already-open", onboarding: existing }
      : { kind: "ticket-in-use", faults };
  }
  const permission = requestPermission(request, facts.origin, facts.project);
  if (permission.kind === "faults") return refusedFor(permission.faults);
  if (permission.kind === "not-ses")
    return { kind: "refused", content: { about: "not-ses", guideUrl: permission.guideUrl } };
  const broken = requestRuleFaults(facts.rules, request);
  if (broken.length > 0) return refusedFor(broken);
  const isHeld = permission.kind === "held";
  const named = [request.identity, ...(request.mailFrom === undefined ? [] : [request.mailFrom])];
  if (needsCheck(decideOwnership(claims, permission.owner, named), isHeld)) return NEEDS_CHECK;
  if (isHeld && isCrowded(claims.entries)) return NEEDS_CHECK;
  return (isHeld ? undefined : decideSharing(facts, permission.owner)) ?? decideOpening(facts, permission);
}
