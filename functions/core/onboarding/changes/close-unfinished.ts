import { readClaims } from "#core/claims/claim-store";
import type { Table } from "#core/table";
import type { EventType } from "../event-types.ts";
import { FINAL_STATUSES, type LifecycleEvent } from "../lifecycle.ts";
import type { Onboarding } from "../onboarding.ts";
import type { Change } from "../store.ts";
import { scheduleCleanup } from "./identity-cleanup.ts";

/** The transitions that close an unfinished onboarding, each with its event. */
const CLOSINGS = {
  cancel: "cancelled",
  refuse: "cancelled",
  expire: "expired",
} as const satisfies Partial<Record<LifecycleEvent, EventType>>;

/** How and why an unfinished onboarding ends, and who or what ends it. */
export interface Closing {
  readonly transition: keyof typeof CLOSINGS;
  readonly closedBecause: string;
  readonly by: string;
}

/** The closing of an onboarding that was not finished in time. */
export const EXPIRED: Closing = { transition: "expire", closedBecause: "expired", by: "sendworthy" };

/**
 * Closes an unfinished onboarding. Its claims are released, and its identity is deleted later if it is
 * unused.
 */
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
