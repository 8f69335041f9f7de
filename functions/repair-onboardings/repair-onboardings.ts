import { closeUnfinished } from "#core/onboarding/changes/close-unfinished";
import { decideRepair, type Repair } from "#core/onboarding/changes/decide-repair";
import { failOnboarding } from "#core/onboarding/changes/failed-execution";
import type { ExecutionStarter, Executions } from "#core/onboarding/executions";
import { executionInput, executionName, type Onboarding } from "#core/onboarding/onboarding";
import { type Change, changeOnboarding, readOnboarding } from "#core/onboarding/store";
import type { Queue, Table } from "#core/table";
import { logger } from "#platform/observability";
import type { ScheduledEvent } from "#platform/triggers/scheduled-event";

/** The ports of the repair schedule. */
export interface RepairDeps {
  readonly table: Table;
  readonly queue: Queue;
  readonly starter: ExecutionStarter;
  readonly executions: Executions;
}

/** Repairs all overdue onboardings: starts missing executions, and reports failed ones. */
export async function repairOnboardings(
  { time }: ScheduledEvent,
  deps: RepairDeps,
): Promise<{ checked: number }> {
  const keys = await deps.queue.due("open", time);
  // One after another, because DescribeExecution allows 15 calls a second.
  for (const { pk } of keys) {
    try {
      await repair(pk, time, deps);
    } catch (error) {
      logger.error("One onboarding could not be repaired", {
        event: "REPAIR_FAILED",
        onboardingId: pk,
        error,
      });
    }
  }
  return { checked: keys.length };
}

async function repair(onboardingId: string, now: number, deps: RepairDeps): Promise<void> {
  const current = await readOnboarding(deps.table, onboardingId);
  let repair = decideRepair(current, undefined, now);
  if (repair.kind === "need-execution")
    repair = decideRepair(current, await deps.executions.stateOf(executionName(current)), now);
  const after = await changeOnboarding(deps.table, onboardingId, (latest) =>
    changeOf(repair, current, latest, now, deps.table),
  );
  // The onboarding may have ended since it was read.
  if (repair.kind === "start" && after.queue === "open")
    await deps.starter.start(executionName(after), executionInput(after));
}

function changeOf(
  repair: Repair,
  { attempt }: Onboarding,
  latest: Onboarding,
  now: number,
  table: Table,
): Change | undefined | Promise<Change | undefined> {
  switch (repair.kind) {
    case "nothing":
    case "need-execution":
      return undefined;
    case "unapproved":
      return changeOfUnapproved(latest, now, table);
    case "fail":
      return failOnboarding(latest, attempt, "execution-dead", now);
    case "check-later":
    case "start": {
      // Another run, or the execution itself, may already have handed over to a later attempt.
      const set = { attempt: Math.max(latest.attempt, repair.attempt), dueAt: repair.dueAt };
      return latest.queue === "open" ? { set } : undefined;
    }
  }
}

/** Closes a request that no operator approved in time; it never had an execution. */
function changeOfUnapproved(
  latest: Onboarding,
  now: number,
  table: Table,
): Change | undefined | Promise<Change | undefined> {
  if (latest.status !== "held") return undefined;
  if (now < latest.expiresAt) return { set: { dueAt: latest.expiresAt } };
  const closing = { transition: "expire", closedBecause: "not-approved", by: "sendworthy" } as const;
  return closeUnfinished(table, latest, closing, now);
}
