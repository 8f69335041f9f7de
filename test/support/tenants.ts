import type { FoundIdentity, IdentityAssigner } from "#core/claims/identity-census";
import type { TenantSending, TenantStatus } from "#core/projects/tenant-sending";
import { fakeBudget } from "./fake-ses.ts";

/**
 * Makes the part of SES for operators in memory: tenants by name, of which SES itself pauses those in
 * `pausedBySes`, and identities.
 */
export function fakeTenants(names: readonly string[], pausedBySes: readonly string[] = []) {
  const identities = new Map<string, FoundIdentity>();
  const statuses = new Map<string, TenantStatus>(names.map((name) => [name, "ENABLED"]));
  const sending: TenantSending = {
    async set(tenant, status) {
      if (!statuses.has(tenant)) return "missing";
      statuses.set(tenant, status);
      return pausedBySes.includes(tenant) ? "DISABLED" : status;
    },
  };
  const census = { find: async (name: string) => identities.get(name) };
  const assigner: IdentityAssigner = {
    async assign(name, owner) {
      identities.set(name, { ...(identities.get(name) ?? { name, isVerified: false }), owner });
    },
  };
  return { sending, statuses, budget: fakeBudget(), identities, census, assigner };
}

/** Ports for tests that do not concern tenants. */
export const NO_TENANTS = fakeTenants([]);
