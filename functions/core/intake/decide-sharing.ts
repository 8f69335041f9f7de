import { type Decision, NEEDS_CHECK } from "./decision.ts";
import { findShared } from "./own-onboardings.ts";
import type { RequestFacts } from "./request-facts.ts";
import { hasRoomFor } from "./sharing-projects.ts";

/**
 * Decides whether a request shares an identity. All projects of one owner share one onboarding and one MAIL
 * FROM domain for each identity.
 */
export function decideSharing({ request, claims, own }: RequestFacts, owner: string): Decision | undefined {
  const shared = findShared(own, claims.entries, request);
  if (shared === undefined) return undefined;
  const { kind, onboarding } = shared;
  if (!hasRoomFor(onboarding, request.project)) return NEEDS_CHECK;
  return kind === "joined" ? { kind, owner, onboarding } : { kind, owner, by: onboarding };
}
