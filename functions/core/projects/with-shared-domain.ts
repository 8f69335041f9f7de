import type { Onboarding } from "#core/onboarding/onboarding";
import { type Act, type Judged, withJudged } from "./from-addresses/address-list.ts";
import type { ProjectEntry } from "./project.ts";

/**
 * Returns a project that uses a verified identity of its owner, with those of its from addresses that were
 * accepted.
 */
export function withSharedDomain(
  project: ProjectEntry,
  { identity, mailFrom, withoutMailFrom, onboardingId }: Onboarding,
  judged: readonly Judged[],
  act: Act,
): ProjectEntry {
  const { domains = [], fromAddresses = [], refusedAddresses = [], removedAddresses = [] } = project;
  const { lists } = withJudged({ fromAddresses, refusedAddresses, removedAddresses }, judged, act);
  const { mailFrom: _before, ...known } = domains.find((domain) => domain.identity === identity) ?? {};
  const others = domains.filter((domain) => domain.identity !== identity);
  const named = withoutMailFrom === undefined ? { mailFrom } : {};
  return { ...project, ...lists, domains: [...others, { ...known, identity, ...named, onboardingId }] };
}
