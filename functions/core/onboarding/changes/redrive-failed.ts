import type { Table } from "#core/table";
import type { ExecutionStarter, Redriver, WayOn } from "../executions.ts";
import { executionInput, executionName, type Onboarding } from "../onboarding.ts";
import { START_GRACE_MS } from "../schedule.ts";
import { changeOnboarding } from "../store.ts";
import { resumeOnboarding } from "./failed-execution.ts";

/** The ports of a redrive. */
export interface RedriveDeps {
  readonly table: Table;
  readonly redriver: Redriver;
  readonly starter: ExecutionStarter;
}

/**
 * The author of a redrive, and the reason. The command line works directly on the table and names no author.
 */
export interface RedriveOrder {
  readonly way: WayOn["way"];
  readonly now: number;
  readonly by?: string;
  readonly because?: string;
}

/** The result of a redrive, with the number of the attempt if a new execution was started. */
export type Redriven = "redriven" | "left" | "resumed-by-another" | { readonly attempt: number };

/**
 * Returns a failed onboarding to its status before the failure, and redrives its execution or starts the next
 * one.
 */
export async function redriveFailed(
  { onboardingId, attempt, ...before }: Onboarding,
  { way, now, by, because }: RedriveOrder,
  { table, redriver, starter }: RedriveDeps,
): Promise<Redriven> {
  if (way === "leave") return "left";
  const event = {
    ...{ type: "redriven" as const, at: now, idempotencyKey: `${attempt}/${now}` },
    ...(because !== undefined && { because }),
  };
  let isOurs = false;
  await changeOnboarding(table, onboardingId, (current) => {
    const back = current.attempt === attempt ? resumeOnboarding(current, now) : undefined;
    isOurs = back !== undefined;
    return back === undefined || by === undefined ? back : { ...back, event: { ...event, by } };
  });
  if (!isOurs) return "resumed-by-another";
  if (way === "redrive" && (await redriver.redrive(executionName({ ...before, onboardingId, attempt }))))
    return "redriven";
  const next = await changeOnboarding(table, onboardingId, (current) =>
    current.attempt === attempt ? { set: { attempt: attempt + 1, dueAt: now + START_GRACE_MS } } : undefined,
  );
  await starter.start(executionName(next), executionInput(next));
  return { attempt: next.attempt };
}
