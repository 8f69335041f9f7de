import type { Table } from "#core/table";
import type { Onboarding } from "../onboarding.ts";
import { EXPIRY_MS, START_GRACE_MS } from "../schedule.ts";
import type { Change } from "../store.ts";
import { closeUnfinished } from "./close-unfinished.ts";

/**
 * Records that an operator approves a held request, which then starts like a new one; `undefined` if it is
 * not held.
 */
export function approve(current: Onboarding, now: number, by: string): Change | undefined {
  if (current.status !== "held") return undefined;
  return {
    transition: "approve",
    clear: ["held"],
    // The caller starts the execution; if that fails, the repair schedule does.
    set: { expiresAt: now + EXPIRY_MS, dueAt: now + START_GRACE_MS },
    event: { type: "approved", at: now, by },
  };
}

/** Records that an operator rejects a held request. It has no execution, so it is closed at once. */
export async function reject(
  current: Onboarding,
  now: number,
  by: string,
  table: Pick<Table, "get">,
): Promise<Change | undefined> {
  if (current.status !== "held") return undefined;
  return closeUnfinished(table, current, { transition: "cancel", closedBecause: "cancelled", by }, now);
}
