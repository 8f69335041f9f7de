import type { TenantSending, TenantStatus } from "#core/projects/tenant-sending";
import { fakeBudget } from "./fake-ses.ts";

/** The tenants of SES in memory, by name; SES itself pauses those in `pausedBySes`. */
export function fakeTenants(names: readonly string[], pausedBySes: readonly string[] = []) {
  const statuses = new Map<string, TenantStatus>(names.map((name) => [name, "ENABLED"]));
  const sending: TenantSending = {
    async set(tenant, status) {
      if (!statuses.has(tenant)) return "missing";
      statuses.set(tenant, status);
      return pausedBySes.includes(tenant) ? "DISABLED" : status;
    },
  };
  return { sending, statuses, budget: fakeBudget() };
}

/** Ports for tests that have nothing to do with tenants. */
export const NO_TENANTS = fakeTenants([]);
