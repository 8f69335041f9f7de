/** The sending status of a tenant, in the words of SES. */
export type TenantStatus = "ENABLED" | "DISABLED" | "REINSTATED";

/** Switches the sending of tenants in SES. */
export interface TenantSending {
  /**
   * Sets the customer-managed status, and returns the one that counts: SES may keep a tenant paused by itself.
   * `"missing"` if SES has no such tenant.
   */
  set(tenant: string, status: "DISABLED" | "REINSTATED"): Promise<TenantStatus | "missing">;
}

/** What SES says of a tenant: `"missing"` if it has none of that name, `"unknown"` if it gave no answer. */
export type TenantState = TenantStatus | "missing" | "unknown";

/** Reads the sending of tenants in SES. */
export interface TenantStates {
  read(tenant: string): Promise<TenantState>;
}
