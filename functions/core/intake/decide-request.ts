import type { ClaimEntry } from "#core/claims/claims";
import { decideOwnership, type OwnershipDecision } from "#core/claims/decide-ownership";
import { isBelow } from "#core/names/domain-name";
import type { Onboarding } from "#core/onboarding/onboarding";
import { requestPermission } from "#core/projects/who-may-request";
import type { Snapshot } from "#core/records/snapshot";
import { ruleFaults } from "#core/tickets/domain-rules";
import type { Fault } from "#core/tickets/fault";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import type { RefusalContent } from "#core/tickets/ticket-reply";
import type { RequestFacts } from "./request-facts.ts";

/** A new onboarding, as it is decided. */
export interface Opening {
  readonly kind: "open";
  readonly owner: string;
  /** True if an operator has to approve it first. */
  readonly isHeld: boolean;
  /** True if the ticket registers its project. */
  readonly registersProject: boolean;
  readonly mailFrom: string;
  readonly snapshot: Snapshot | undefined;
  /** Present if control of the names has to be proved. */
  readonly proof: Extract<OwnershipDecision, { readonly kind: "prove" }> | undefined;
  /** The verified identity above it, whose settings will not apply to it any more. */
  readonly overrides: string | undefined;
}

/** What happens with a request. */
export type Decision =
  /** The decision depends on a DNS pre-flight, which proposes no name of `excluded`: decide again with its result. */
  | { readonly kind: "need"; readonly what: "names"; readonly excluded: readonly string[] }
  | { readonly kind: "refused"; readonly content: RefusalContent }
  /** The ticket has its onboarding already. */
  | { readonly kind: "already-open"; readonly onboarding: Onboarding }
  /** A verified identity of the owner covers the from addresses. */
  | { readonly kind: "covered"; readonly owner: string; readonly by: Onboarding }
  /** The request joins the onboarding that sets the same identity up now. */
  | { readonly kind: "joined"; readonly onboarding: Onboarding }
  | Opening;

const NEEDS_CHECK: Decision = { kind: "refused", content: { about: "needs-check" } };

/** Statuses of an onboarding that has ended without a verified domain. */
const ENDED: readonly Onboarding["status"][] = ["expired", "cancelled", "failed"];

/** Decides on a request. The order of the refusals is the order in which a customer can act on them. */
export function decideRequest(facts: RequestFacts): Decision {
  const { request, existing, claims, covering, underWay } = facts;
  if (existing !== undefined && !(ENDED.includes(existing.status) && facts.mayRestart))
    return { kind: "already-open", onboarding: existing };
  const permission = requestPermission(request, facts.origin, facts.project);
  if (permission.kind === "faults") return faults(permission.faults);
  if (permission.kind === "not-ses")
    return { kind: "refused", content: { about: "not-ses", guideUrl: permission.guideUrl } };
  const broken = brokenRules(facts);
  if (broken.length > 0) return faults(broken);
  const { owner } = permission;
  const isHeld = permission.kind === "held";
  const named = [request.identity, ...(request.mailFrom === undefined ? [] : [request.mailFrom])];
  if (isRefused(decideOwnership(claims, owner, named), isHeld)) return NEEDS_CHECK;
  if (isHeld && isCrowded(claims.entries)) return NEEDS_CHECK;
  if (covering !== undefined && !isHeld && !asksForChild(request, covering))
    return { kind: "covered", owner, by: covering };
  if (permission.kind === "known" && underWay !== undefined) return { kind: "joined", onboarding: underWay };
  return decideOpening(facts, owner, permission.kind);
}

function decideOpening(
  { request, claims, covering, names }: RequestFacts,
  owner: string,
  permission: "known" | "held" | "registers",
): Decision {
  if (names === undefined)
    return { kind: "need", what: "names", excluded: claims.entries.map(({ name }) => name) };
  if ("faults" in names) return faults(names.faults);
  const isHeld = permission === "held";
  const ownership = decideOwnership(claims, owner, [request.identity, names.mailFrom]);
  if (isRefused(ownership, isHeld)) return NEEDS_CHECK;
  return {
    kind: "open",
    owner,
    isHeld,
    registersProject: permission === "registers",
    mailFrom: names.mailFrom,
    snapshot: names.snapshot,
    proof: ownership.kind === "prove" ? ownership : undefined,
    overrides: covering?.identity,
  };
}

function faults(list: readonly Fault[]): Decision {
  return { kind: "refused", content: { about: "faults", faults: [...list] } };
}

function brokenRules({ rules, request: { identity, mailFrom } }: RequestFacts) {
  return [
    ...ruleFaults(rules, "fromAddresses", identity),
    ...(mailFrom === undefined ? [] : ruleFaults(rules, "mailFrom", mailFrom)),
  ];
}

/** A request from an unknown requester never makes other owners prove control: an operator reviews it first. */
function isRefused(decision: OwnershipDecision, isHeld: boolean): boolean {
  const isContested = decision.kind === "prove" && decision.rivals.length > 0;
  return decision.kind === "needs-check" || (isHeld && isContested);
}

/** So many onboardings may wait for names of one registrable domain before a held request can't reserve more. */
const MOST_WITH_HELD = 3;

/** True if one more reservation by an unknown requester could only be in the way of the real owner. */
function isCrowded(entries: readonly ClaimEntry[]): boolean {
  const reserved = entries.filter(({ state }) => state === "reserved");
  return new Set(reserved.map(({ onboardingId }) => onboardingId)).size >= MOST_WITH_HELD;
}

/** True if a ticket explicitly asks for an identity of its own below one that already covers its addresses. */
function asksForChild(
  { identity, asksForIdentity }: Pick<OnboardingRequest, "identity" | "asksForIdentity">,
  covering: Onboarding,
): boolean {
  return asksForIdentity === true && isBelow(identity, covering.identity);
}
