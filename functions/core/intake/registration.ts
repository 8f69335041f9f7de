import type { ProjectEntry } from "#core/projects/project";
import type { Put } from "#core/table";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import type { RequestItems } from "./request-facts.ts";

/** Returns the registered project; `puts` registers it if the ticket does so. */
export function registration(
  { project: { current, requestersBefore, replaceWith } }: Pick<RequestItems, "project">,
  { project, requester }: OnboardingRequest,
  owner: string,
): { readonly entry: ProjectEntry; readonly puts: readonly Put[] } {
  if (current !== undefined) return { entry: current, puts: [] };
  const requesters = [...new Set([...requestersBefore(owner), requester])];
  const entry: ProjectEntry = { project, owner, platform: "ses", requesters, domains: [] };
  return { entry, puts: [replaceWith(entry)] };
}
