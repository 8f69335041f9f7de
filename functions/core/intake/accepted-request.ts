import type { DnsResolver } from "#core/dns/observation";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Source } from "#core/onboarding/ticket-source";
import type { Put, Table } from "#core/table";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import type { Decision } from "./decision.ts";
import type { RequestItems } from "./request-facts.ts";

/** A decision that gives the request an onboarding. */
export type Accepted = Exclude<Decision, { readonly kind: "need" | "refused" | "ticket-in-use" }>;

/**
 * The writes of one transaction, the onboarding that the ticket has afterwards, and the rivals whose
 * executions are resumed then.
 */
export interface RequestWrites {
  readonly onboarding: Onboarding;
  readonly puts: readonly Put[];
  readonly rivals: readonly Onboarding[];
}

/** A request, the items that were read for it, and the delivery that contained it. */
export interface Accepting {
  readonly request: OnboardingRequest;
  readonly items: RequestItems;
  readonly delivery: { readonly source: Source; readonly id: string; readonly now: number };
}

/** The table and the DNS, which are read to make the writes of a decision. */
export interface SharingDeps {
  readonly table: Pick<Table, "get">;
  readonly resolver: DnsResolver;
}

/** The sources of ids and tokens for a new onboarding. */
export interface RequestWritesDeps extends SharingDeps {
  newId(nowMs: number): string;
  newToken(): string;
}
