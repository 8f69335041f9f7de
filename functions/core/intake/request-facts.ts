import { type Claims, readClaims } from "#core/claims/claim-store";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readOnboarding } from "#core/onboarding/store";
import { type CoveredRequest, readTicketItem, type TicketItem } from "#core/onboarding/ticket-item";
import { type Project, type ReadProject, readProject } from "#core/projects/project";
import type { RequestOrigin } from "#core/projects/who-may-request";
import type { Snapshot } from "#core/records/snapshot";
import type { Table } from "#core/table";
import type { DomainRules } from "#core/tickets/domain-rules";
import type { Fault } from "#core/tickets/fault";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import { readOwnOnboardings } from "./own-onboardings.ts";

/** The result of the DNS pre-flight: the MAIL FROM domain to set up, or the validation errors. */
export type CheckedNames =
  | { readonly mailFrom: string; readonly snapshot?: Snapshot }
  | { readonly faults: readonly Fault[] };

/** A request with its source. */
export interface ReceivedRequest {
  readonly request: OnboardingRequest;
  readonly origin: RequestOrigin;
  /** True if the request may restart an ended onboarding of its ticket. */
  readonly mayRestart: boolean;
}

/** All facts that the decision on a request depends on. */
export interface RequestFacts extends ReceivedRequest {
  /** The onboarding that the ticket already has. */
  readonly existing: Onboarding | undefined;
  /** What the ticket asked for before, if that onboarding covers it. */
  readonly covered: CoveredRequest | undefined;
  readonly project: Project | undefined;
  readonly rules: DomainRules;
  readonly claims: Pick<Claims, "entries" | "released">;
  /** The owner's onboardings of the requested identity, or of an identity above it. */
  readonly own: readonly Onboarding[];
  /** `undefined` until the decision needs the DNS pre-flight. */
  readonly names: CheckedNames | undefined;
}

/** The items that were read; they also build the writes that replace them. */
export interface RequestItems {
  readonly ticket: TicketItem;
  readonly project: ReadProject;
  readonly claims: Claims;
}

/** Reads the facts about a request from the table. */
export async function gatherFacts(
  asked: ReceivedRequest,
  { table, readDomainRules }: { readonly table: Pick<Table, "get">; readDomainRules(): Promise<DomainRules> },
): Promise<{ readonly facts: RequestFacts; readonly items: RequestItems }> {
  const { request, origin } = asked;
  const [ticket, project, claims, rules] = await Promise.all([
    readTicketItem(table, origin.source, request.ticket),
    readProject(table, request.project),
    readClaims(table, request.identity),
    readDomainRules(),
  ]);
  const existing =
    ticket.onboardingId === undefined ? undefined : await readOnboarding(table, ticket.onboardingId);
  const owner = project.current?.owner ?? request.owner;
  const own = owner === undefined ? [] : claims.entries.filter((entry) => entry.owner === owner);
  return {
    facts: {
      ...asked,
      existing,
      covered: ticket.covered,
      project: project.current,
      rules,
      claims,
      own: await readOwnOnboardings(table, own, request),
      names: undefined,
    },
    items: { ticket, project, claims },
  };
}
