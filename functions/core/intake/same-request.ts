import { isAtOrBelow } from "#core/names/domain-name";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import { projectsOf } from "./sharing-projects.ts";

/**
 * True if a ticket of the generic source requests what its onboarding already sets up: the same project and
 * domain.
 */
export function isRequestOf(
  existing: Onboarding,
  { ticket, project, identity }: Pick<OnboardingRequest, "ticket" | "project" | "identity">,
): boolean {
  const own = ticketsOf(existing).find((one) => one.source === "generic" && one.ticket === ticket);
  if (own !== undefined) return own.project === project && existing.identity === identity;
  // A ticket whose addresses are covered requests a domain at or below the covering identity.
  return projectsOf(existing).includes(project) && isAtOrBelow(identity, existing.identity);
}

function ticketsOf({ source, ticket, project, alsoTickets = [] }: Onboarding) {
  return [{ source, ticket, project }, ...alsoTickets.map((one) => ({ project, ...one }))];
}
