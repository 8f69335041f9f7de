import * as z from "zod";
import { enterState } from "#core/onboarding/changes/failed-execution";
import { type ExecutionResumer, REFUSALS, type Refusal, type WaitRefuser } from "#core/onboarding/executions";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import type { Table } from "#core/table";
import { stateInput } from "#platform/triggers/state-input";

const REFUSED = Object.keys(REFUSALS) as Refusal[];

/** The input of a wait: its order among all waits, and its task token. */
export const waitInput = stateInput.extend({
  round: z.number().int(),
  /** The number of the retry; each retry of a wait has a new token. */
  retry: z.number().int(),
  token: z.string().min(1).max(2048),
  /**
   * The decision of the state before the wait. Executions that started with an earlier definition omit it
   * before their first check.
   */
  decision: z.enum(["waiting", ...REFUSED]).default("waiting"),
});

/** The input of a wait. */
export type WaitInput = z.infer<typeof waitInput>;

/** The ports of the waits. */
interface AwaitDeps {
  readonly table: Table;
  readonly resumer: ExecutionResumer;
  readonly refuser: WaitRefuser;
}

/**
 * Stores the token of the latest wait, and ends the wait at once if a signal has come that no check has
 * considered. If the previous state made another decision than to wait, the wait is refused.
 */
export async function awaitSignal(
  { onboardingId, now, attempt, round, retry, token, decision }: WaitInput,
  { table, resumer, refuser }: AwaitDeps,
): Promise<{ answered: boolean }> {
  if (decision !== "waiting") {
    await refuser.refuse(token, decision);
    return { answered: true };
  }
  const entered = await enterState(table, { onboardingId, attempt, now });
  const wait = { attempt, round, retry, token };
  const after = await changeOnboarding(table, entered, (current) =>
    isOlder(current.wait, wait) ? { set: { wait } } : undefined,
  );
  const answered = after.signals.count > after.signals.seen;
  if (answered) await resumer.resume(token);
  return { answered };
}

/** A newer token is never replaced by an older one: a slow invocation may run after its wait timed out. */
function isOlder(kept: Onboarding["wait"], wait: NonNullable<Onboarding["wait"]>): boolean {
  if (kept === undefined) return true;
  const order = (one: typeof wait): number[] => [one.attempt, one.round, one.retry];
  const difference = order(kept)
    .map((part, index) => (order(wait)[index] ?? 0) - part)
    .find((part) => part !== 0);
  return difference !== undefined && difference > 0;
}
