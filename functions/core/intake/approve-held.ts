import { approve } from "#core/onboarding/changes/approve-request";
import { requestProof } from "#core/onboarding/changes/proof-of-control";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";
import type { Table } from "#core/table";
import type { DomainRules } from "#core/tickets/domain-rules";
import type { SharingDeps } from "./accepted-request.ts";
import { challengeRivals } from "./challenge-rivals.ts";
import { decideRequest } from "./decide-request.ts";
import type { Decision, Opening } from "./decision.ts";
import { replacePuts } from "./replace-failed.ts";
import { gatherFacts, type RequestFacts, type RequestItems } from "./request-facts.ts";
import { requestOf } from "./request-of.ts";
import { sharingWrites } from "./sharing-writes.ts";

/** The decision on a held request, as if its requester were known. */
export interface Approval {
  readonly decision: Decision;
  readonly facts: RequestFacts;
  readonly items: RequestItems;
}

/**
 * Decides on a held request as if its requester were known. The request's own reservations do not count as
 * those of another owner.
 */
export async function decideApproval(
  held: Onboarding,
  deps: { readonly table: Pick<Table, "get">; readDomainRules(): Promise<DomainRules> },
): Promise<Approval> {
  const { onboardingId, source, mailFrom } = held;
  const origin = { source, isVouched: true, isApproved: true };
  const asked = { request: requestOf(held, held), origin, mayRestart: false };
  const { facts, items } = await gatherFacts(asked, deps);
  const isOther = (one: { readonly onboardingId: string }) => one.onboardingId !== onboardingId;
  const approved: RequestFacts = {
    ...facts,
    existing: undefined,
    claims: { entries: facts.claims.entries.filter(isOther), released: facts.claims.released },
    own: facts.own.filter(isOther),
    // The DNS pre-flight took place when the ticket arrived.
    names: { mailFrom },
  };
  return { decision: decideRequest(approved), facts: approved, items };
}

/** The change of an approved request, and the rivals whose executions are resumed afterwards. */
export interface ApprovalChange {
  readonly change: Change;
  readonly rivals: readonly Onboarding[];
}

/** An operator's approval. */
interface Act {
  readonly now: number;
  readonly by: string;
}

/**
 * Derives the change from the decision: either the set-up starts, or the request ends because its owner
 * already has the identity.
 */
export async function approvalChange(
  held: Onboarding,
  { decision, facts, items }: Approval,
  act: Act,
  deps: SharingDeps & { newToken(): string },
): Promise<ApprovalChange | undefined> {
  if (decision.kind === "open") return openingChange(held, decision, items, act, deps);
  if (decision.kind !== "joined" && decision.kind !== "covered") return undefined;
  const { now, by } = act;
  const delivery = { source: held.source, id: `approved/${held.onboardingId}`, now };
  const { puts } = await sharingWrites(decision, { request: facts.request, items, delivery }, deps);
  const change: Change = {
    transition: "cancel",
    set: { closedBecause: decision.kind },
    event: { type: decision.kind, at: now, by },
    also: [...puts, items.claims.giveUp(held.onboardingId, now)],
  };
  return { change, rivals: [] };
}

async function openingChange(
  held: Onboarding,
  { owner, proof, overrides, replaces }: Opening,
  { claims }: RequestItems,
  { now, by }: Act,
  deps: SharingDeps & { newToken(): string },
): Promise<ApprovalChange | undefined> {
  const change = approve(held, now, by);
  if (change === undefined) return undefined;
  const { onboardingId, identity, mailFrom } = held;
  const { challenged, puts } = await challengeRivals(proof?.rivals ?? [], now, deps);
  const demanded =
    proof === undefined ? {} : requestProof(held, proof.because, { token: deps.newToken(), now });
  const replaced = replaces.map((one) => one.onboardingId);
  const reserved = claims.reserveFor({ onboardingId, owner, names: [identity, mailFrom], replaced }, now);
  const set = { ...change.set, ...demanded, ...(overrides === undefined ? {} : { overrides }) };
  // What it overrode when it came may have ended since.
  const clear = [...(change.clear ?? []), ...(overrides === undefined ? (["overrides"] as const) : [])];
  const also = [reserved, ...replacePuts(replaces, now), ...puts];
  return { change: { ...change, set, clear, also }, rivals: challenged };
}
