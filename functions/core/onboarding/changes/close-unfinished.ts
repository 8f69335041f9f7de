import { readClaims } from "#core/claims/claim-store";
import type { Table } from "#core/table";
import type { EventType } from "../event-types.ts";
import { FINAL_STATUSES, type LifecycleEvent } from "../lifecycle.ts";
import type { Onboarding } from "../onboarding.ts";
import type { Change } from "../store.ts";
import { scheduleCleanup } from "./identity-cleanup.ts";

/** Ways in which an onboarding ends unfinished. */
const CLOSINGS = {
  cancel: "cancelled",
  refuse: "cancelled",
  expire: "expired",
} as const satisfies Partial<Record<LifecycleEvent, EventType>>;

/** How an onboarding ends unfinished, why, and who ends it. */
export interface Closing {
  readonly transition: keyof typeof CLOSINGS;
  readonly closedBecause: string;
  readonly by: string;
}

/** The end of what nobody finished in time. */
export const EXPIRED: Closing = { transition: "expire", closedBecause: "expired", by: "sendworthy" };

/** What becomes of an onboarding that ends unfinished: its claim is free again; what SES holds stays for a while. */
export async function closeUnfinished(
  table: Pick<Table, "get">,
  current: Onboarding,
  { transition, closedBecause, by }: Closing,
  now: number,
): Promise<Change | undefined> {
  if (FINAL_STATUSES.includes(current.status)) return undefined;
  const claims = await readClaims(table, current.identity);
  return {
    transition,
    set: { closedBecause },
    event: { type: CLOSINGS[transition], at: now, by },
    also: [claims.giveUp(current.onboardingId, now), ...scheduleCleanup(current, now)],
  };
}
