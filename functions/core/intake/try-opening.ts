import type { Put, Table } from "#core/table";
import type { DomainRules } from "#core/tickets/domain-rules";
import type { Accepting, RequestWrites, RequestWritesDeps } from "./accepted-request.ts";
import { decideRequest } from "./decide-request.ts";
import type { Decision } from "./decision.ts";
import { type CheckedNames, gatherFacts, type ReceivedRequest, type RequestFacts } from "./request-facts.ts";
import { writesFor } from "./request-writes.ts";

/** The ports that opening an onboarding needs. */
export interface OpeningDeps extends RequestWritesDeps {
  readonly table: Table;
  readDomainRules(): Promise<DomainRules>;
}

/** The result of one attempt to open an onboarding. */
export type Tried =
  | Extract<Decision, { readonly kind: "refused" | "ticket-in-use" }>
  | ({ readonly kind: "opened" } & Omit<RequestWrites, "puts">)
  /** Another write came first, so the request must be decided again. */
  | { readonly kind: "raced" };

/**
 * Decides on a request and writes the decision in one transaction. `guard` builds a write of the caller for
 * that transaction. `preflight` checks the names in DNS when the decision needs it.
 */
export async function tryOpening(
  asked: ReceivedRequest,
  {
    delivery,
    guard,
    preflight,
  }: {
    readonly delivery: Accepting["delivery"];
    guard(onboardingId: string): readonly Put[];
    preflight(excluded: readonly string[]): Promise<CheckedNames>;
  },
  deps: OpeningDeps,
): Promise<Tried> {
  const { facts, items } = await gatherFacts(asked, deps);
  const decision = await decideWith(facts, preflight);
  if (decision.kind === "refused" || decision.kind === "ticket-in-use") return decision;
  const { onboarding, puts, rivals } = await writesFor(
    decision,
    { request: asked.request, items, delivery },
    deps,
  );
  const isDone = await deps.table.commit([...guard(onboarding.onboardingId), ...puts]);
  return isDone ? { kind: "opened", onboarding, rivals } : { kind: "raced" };
}

/** Decides on a request, with a DNS pre-flight if the decision needs one. */
async function decideWith(
  facts: RequestFacts,
  preflight: (excluded: readonly string[]) => Promise<CheckedNames>,
): Promise<Exclude<Decision, { readonly kind: "need" }>> {
  const decision = decideRequest(facts);
  if (decision.kind !== "need") return decision;
  const decided = decideRequest({ ...facts, names: await preflight(decision.excluded) });
  if (decided.kind === "need") throw new Error("The DNS pre-flight was done, and is still needed");
  return decided;
}
