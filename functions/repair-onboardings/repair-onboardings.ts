import { closeUnfinished } from "#core/onboarding/changes/close-unfinished";
import { failOnboarding } from "#core/onboarding/changes/failed-execution";
import type { ExecutionStarter, Executions } from "#core/onboarding/executions";
import { executionInput, executionName, type Onboarding } from "#core/onboarding/onboarding";
import { REPAIR_GRACE_MS, START_GRACE_MS } from "#core/onboarding/schedule";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import type { Queue, Table } from "#core/table";
import { logger } from "#platform/observability";
import type { ScheduledEvent } from "#platform/triggers/scheduled-event";

/** What the repair schedule needs of the world. */
export interface RepairDeps {
  readonly table: Table;
  readonly queue: Queue;
  readonly starter: ExecutionStarter;
  readonly executions: Executions;
}

/** Looks into every onboarding that should have moved on by now: starts what has no execution, reports a dead one. */
export async function repairOnboardings(
  { time }: ScheduledEvent,
  deps: RepairDeps,
): Promise<{ looked: number }> {
  const keys = await deps.queue.due("open", time);
  // One after the other: DescribeExecution allows 15 calls a second.
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
  return { looked: keys.length };
}

async function repair(onboardingId: string, now: number, deps: RepairDeps): Promise<void> {
  const current = await readOnboarding(deps.table, onboardingId);
  if (current.queue !== "open") return;
  if (current.status === "held") return endUnapproved(current, now, deps.table);
  const state = await deps.executions.stateOf(executionName(current));
  if (state === "dead") {
    await changeOnboarding(deps.table, onboardingId, (latest) =>
      failOnboarding(latest, current.attempt, "execution-dead", now),
    );
  } else if (state === "running") {
    await lookAgain(current, Math.max(current.schedule.nextCheckAt, now) + REPAIR_GRACE_MS, deps.table);
  } else {
    // An execution that ended well left nothing open, so the next attempt takes over what is.
    const attempt = state === "absent" ? current.attempt : current.attempt + 1;
    const next = await lookAgain({ ...current, attempt }, now + START_GRACE_MS, deps.table);
    // It may have ended since it was read.
    if (next.queue !== "open") return;
    await deps.starter.start(executionName(next), executionInput(next));
  }
}

/** Nobody approved it, so no machine ever carried it. */
async function endUnapproved({ onboardingId }: Onboarding, now: number, table: Table): Promise<void> {
  await changeOnboarding(table, onboardingId, (latest) => {
    if (latest.status !== "held") return undefined;
    if (now < latest.expiresAt) return { set: { dueAt: latest.expiresAt } };
    return closeUnfinished(
      table,
      latest,
      { transition: "expire", closedBecause: "not-approved", by: "sendworthy" },
      now,
    );
  });
}

async function lookAgain(current: Onboarding, dueAt: number, table: Table): Promise<Onboarding> {
  const { attempt } = current;
  return changeOnboarding(table, current.onboardingId, (latest) =>
    latest.queue !== "open" ? undefined : { set: { attempt: Math.max(latest.attempt, attempt), dueAt } },
  );
}
