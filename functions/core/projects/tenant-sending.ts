/** The sending status of a tenant in SES. */
export type TenantStatus = "ENABLED" | "DISABLED" | "REINSTATED";

/** Pauses and reinstates tenants in SES. */
export interface TenantSending {
  /**
   * Sets the customer-managed status and returns the effective one, since SES may keep a tenant paused on its
   * own. Returns "missing" if SES has no such tenant.
   */
  set(tenant: string, status: "DISABLED" | "REINSTATED"): Promise<TenantStatus | "missing">;
}

/** The state of a tenant in SES: "missing" if it has none of that name, "unknown" if SES did not answer. */
export type TenantState = TenantStatus | "missing" | "unknown";

/** Reads the sending status of tenants in SES. */
export interface TenantStates {
  read(tenant: string): Promise<TenantState>;
}
