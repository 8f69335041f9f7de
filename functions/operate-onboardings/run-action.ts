import { OnboardingNotFoundError } from "#core/errors";
import { hasUnseenSignal } from "#core/onboarding/changes/signals";
import { executionInput, executionName, type Onboarding } from "#core/onboarding/onboarding";
import { isOnboardingId } from "#core/onboarding/onboarding-id";
import { type Change, changeOnboarding } from "#core/onboarding/store";
import { operatorsAnswer, unknownToOperators } from "#platform/http/operators-answer";
import { problem } from "#platform/http/problem";
import type { HttpResponse } from "#platform/http/response";
import type { Action, Outcome } from "./action.ts";
import type { OperateDeps, OperatorRequest } from "./deps.ts";

/** Runs one action on one onboarding: first it is written, and then the execution is started or resumed. */
export async function runAction(
  onboardingId: string,
  action: Action,
  order: OperatorRequest,
  deps: OperateDeps,
): Promise<HttpResponse> {
  if (!isOnboardingId(onboardingId)) return unknownToOperators("onboarding");
  try {
    const { after, outcome } = await writeAction(onboardingId, action, order, deps);
    if ("problem" in outcome) return problem(outcome.problem);
    await outcome.afterwards?.();
    if ("change" in outcome && outcome.startsAttempt) await start(after, deps);
    await moveExecution(after, deps);
    for (const other of "change" in outcome ? (outcome.resume ?? []) : []) await resume(other, deps);
    return answer(after, outcome);
  } catch (error) {
    if (error instanceof OnboardingNotFoundError) return unknownToOperators("onboarding");
    throw error;
  }
}

async function writeAction(
  onboardingId: string,
  action: Action,
  order: OperatorRequest,
  deps: OperateDeps,
): Promise<{ after: Onboarding; outcome: Outcome }> {
  let outcome: Outcome = { unchanged: "" };
  const after = await changeOnboarding(deps.table, onboardingId, async (current) => {
    outcome = await action(current, order, deps);
    return "change" in outcome ? withReason(outcome.change, order.because) : undefined;
  });
  return { after, outcome };
}

/** Adds the operator's reason to the event that the change records. */
function withReason(change: Change, because: string | undefined): Change {
  const { event } = change;
  return event === undefined || because === undefined ? change : { ...change, event: { ...event, because } };
}

/** This also completes an earlier request whose execution could not be started or resumed. */
async function moveExecution(after: Onboarding, deps: OperateDeps): Promise<void> {
  if (after.status === "requested") await start(after, deps);
  if (hasUnseenSignal(after)) await resume(after, deps);
}

function start(after: Onboarding, { starter }: OperateDeps): Promise<void> {
  return starter.start(executionName(after), executionInput(after));
}

async function resume({ wait }: Onboarding, { resumer }: OperateDeps): Promise<void> {
  if (wait !== undefined) await resumer.resume(wait.token);
}

function answer(
  { onboardingId, status }: Onboarding,
  outcome: Exclude<Outcome, { problem: unknown }>,
): HttpResponse {
  return operatorsAnswer(
    "unchanged" in outcome
      ? { onboardingId, status, outcome: "unchanged", because: outcome.unchanged, confirm: outcome.confirm }
      : { onboardingId, status, outcome: "done", because: outcome.because },
  );
}
