import type { ClaimEntry } from "#core/claims/claims";
import { decideOwnership, type OwnershipDecision } from "#core/claims/decide-ownership";
import { isBelow } from "#core/names/domain-name";
import type { Onboarding } from "#core/onboarding/onboarding";
import { type RequestPermission, requestPermission } from "#core/projects/who-may-request";
import type { Snapshot } from "#core/records/snapshot";
import { ruleFaults } from "#core/tickets/domain-rules";
import type { Fault } from "#core/tickets/fault";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import type { RefusalContent } from "#core/tickets/ticket-reply";
import { findCovering, findFailed, findUnderWay } from "./own-onboardings.ts";
import type { RequestFacts } from "./request-facts.ts";
import { isRequestOf } from "./same-request.ts";
import { projectsOf } from "./shared-identity.ts";

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

type Permitted = Exclude<RequestPermission, { readonly kind: "faults" | "not-ses" }>;

const NEEDS_CHECK: Decision = { kind: "refused", content: { about: "needs-check" } };

/** Statuses of an onboarding that has ended without a verified domain. */
const ENDED: readonly Onboarding["status"][] = ["expired", "cancelled", "failed"];

/** As many projects as one transaction can configure together. */
const MOST_PROJECTS = 40;

/** Decides on a request. The order of the refusals is the order in which a customer can act on them. */
export function decideRequest(facts: RequestFacts): Decision {
  const { request, existing } = facts;
  if (existing !== undefined && !(ENDED.includes(existing.status) && facts.mayRestart)) {
    // A help desk sends a ticket again whenever it changes; a platform that does so names the same request.
    const isSame = facts.origin.source !== "generic" || isRequestOf(existing, request);
    return isSame
      ? { kind: "already-open", onboarding: existing }
      : { kind: "ticket-in-use", ticket: request.ticket };
  }
  const permission = requestPermission(request, facts.origin, facts.project);
  if (permission.kind === "faults") return faults(permission.faults);
  if (permission.kind === "not-ses")
    return { kind: "refused", content: { about: "not-ses", guideUrl: permission.guideUrl } };
  const broken = brokenRules(facts);
  if (broken.length > 0) return faults(broken);
  const isHeld = permission.kind === "held";
  const named = [request.identity, ...(request.mailFrom === undefined ? [] : [request.mailFrom])];
  if (isRefused(decideOwnership(facts.claims, permission.owner, named), isHeld)) return NEEDS_CHECK;
  if (isHeld && isCrowded(facts.claims.entries)) return NEEDS_CHECK;
  return (isHeld ? undefined : decideSharing(facts, permission.owner)) ?? decideOpening(facts, permission);
}

/** One owner has one onboarding an identity, and one MAIL FROM domain with it, whichever project asks. */
function decideSharing({ request, claims, own }: RequestFacts, owner: string): Decision | undefined {
  const covering = findCovering(own, claims.entries, request);
  const by = covering && asksForChild(request, covering) ? undefined : covering;
  const shared = by ?? findUnderWay(own, request);
  if (shared === undefined) return undefined;
  if (!projectsOf(shared).includes(request.project) && projectsOf(shared).length >= MOST_PROJECTS)
    return NEEDS_CHECK;
  return by === undefined ? { kind: "joined", owner, onboarding: shared } : { kind: "covered", owner, by };
}

function decideOpening({ request, claims, own, names }: RequestFacts, permission: Permitted): Decision {
  const { owner, kind } = permission;
  if (names === undefined)
    return { kind: "need", what: "names", excluded: namesInUse(claims.entries, own, request) };
  if ("faults" in names) return faults(names.faults);
  const isHeld = kind === "held";
  const ownership = decideOwnership(claims, owner, [request.identity, names.mailFrom]);
  if (isRefused(ownership, isHeld)) return NEEDS_CHECK;
  const covering = findCovering(own, claims.entries, request);
  return {
    kind: "open",
    owner,
    isHeld,
    mailFrom: names.mailFrom,
    snapshot: names.snapshot,
    proof: ownership.kind === "prove" ? ownership : undefined,
    overrides: covering && asksForChild(request, covering) ? covering.identity : undefined,
    replaces: isHeld ? [] : findFailed(own, request),
  };
}

/**
 * Names that are not proposed as MAIL FROM domain: those that are proved. A reservation shows no use, and the identity's
 * own MAIL FROM domain stays the same when a request replaces one that failed.
 */
function namesInUse(
  entries: readonly ClaimEntry[],
  own: readonly Onboarding[],
  { identity }: OnboardingRequest,
): string[] {
  const same = own.filter((one) => one.identity === identity).map(({ onboardingId }) => onboardingId);
  return entries
    .filter(({ state, onboardingId }) => state === "proved" && !same.includes(onboardingId))
    .map(({ name }) => name);
}

function faults(list: readonly Fault[]): Decision {
  return { kind: "refused", content: { about: "faults", faults: [...list] } };
}

function brokenRules({ rules, request: { identity, mailFrom } }: RequestFacts): Fault[] {
  return [
    ...ruleFaults(rules, "fromAddresses", identity),
    ...(mailFrom === undefined ? [] : ruleFaults(rules, "mailFrom", mailFrom)),
  ];
}

/** A request from an unknown requester never makes other owners prove control: an operator reviews it first (ADR 16). */
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
