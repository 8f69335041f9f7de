import { isAtOrBelow } from "#core/names/domain-name";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Project } from "#core/projects/project";
import type { Fault } from "#core/tickets/fault";
import type { RequestFacts } from "./request-facts.ts";
import { projectsOf } from "./sharing-projects.ts";

type Repeated = Pick<RequestFacts, "request" | "covered" | "project">;

/**
 * Returns what keeps a repeated ticket of the generic source from being the request that its onboarding
 * serves: another project or domain, or from addresses that it did not have. They would be dropped silently.
 */
export function repetitionFaults(existing: Onboarding, facts: Repeated): Fault[] {
  const { ticket, project, fromAddresses } = facts.request;
  if (!isSameRequest(existing, facts))
    return [{ field: "ticket", sent: ticket, expected: { key: "fault.ticket-new", values: {} } }];
  const known = new Set(knownAddresses(existing, project, facts.project));
  const sent = fromAddresses.filter((address) => !known.has(address));
  return sent.length === 0
    ? []
    : [{ field: "fromAddresses", sent, expected: { key: "fault.addresses-of-ticket", values: {} } }];
}

/** True for the same project and domain. */
function isSameRequest(
  existing: Onboarding,
  { request: { ticket, project, identity }, covered }: Pick<Repeated, "request" | "covered">,
): boolean {
  const own = ticketsOf(existing).find((one) => one.source === "generic" && one.ticket === ticket);
  if (own !== undefined) return own.project === project && existing.identity === identity;
  if (covered !== undefined) return covered.project === project && covered.identity === identity;
  // An older item does not tell what a covered ticket asked for: a domain at or below the covering identity.
  return projectsOf(existing).includes(project) && isAtOrBelow(identity, existing.identity);
}

function ticketsOf({ source, ticket, project, alsoTickets = [] }: Onboarding) {
  return [{ source, ticket, project }, ...alsoTickets.map((one) => ({ project, ...one }))];
}

/** Returns the addresses that were asked for, also those that were refused, or removed since. */
function knownAddresses(
  { project: first, fromAddresses, alsoProjects = [] }: Onboarding,
  project: string,
  entry: Project | undefined,
): string[] {
  const asked = [{ project: first, fromAddresses }, ...alsoProjects].filter((one) => one.project === project);
  const listed = [entry?.fromAddresses, entry?.refusedAddresses, entry?.removedAddresses];
  return [
    ...asked.flatMap((one) => one.fromAddresses),
    ...listed.flatMap((list = []) => list.map(({ address }) => address)),
  ];
}
