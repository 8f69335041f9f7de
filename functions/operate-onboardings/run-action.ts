import { OnboardingNotFoundError } from "#core/errors";
import { hasUnseenSignal } from "#core/onboarding/changes/signals";
import { executionInput, executionName, type Onboarding } from "#core/onboarding/onboarding";
import { isOnboardingId } from "#core/onboarding/onboarding-id";
import { changeOnboarding } from "#core/onboarding/store";
import { operatorsAnswer, unknownToOperators } from "#platform/http/operators-answer";
import { problem } from "#platform/http/problem";
import type { HttpResponse } from "#platform/http/response";
import type { Action, Outcome } from "./actions.ts";
import type { OperateDeps, OperatorRequest } from "./deps.ts";

/** Takes one action on one onboarding: it is written first, and only then is the machine started or woken. */
export async function act(
  onboardingId: string,
  action: Action,
  order: OperatorRequest,
  deps: OperateDeps,
): Promise<HttpResponse> {
  if (!isOnboardingId(onboardingId)) return unknownToOperators("such onboarding");
  try {
    const { after, outcome } = await take(onboardingId, action, order, deps);
    if ("problem" in outcome) return problem(outcome.problem);
    await move(after, deps);
    return answer(after, outcome);
  } catch (error) {
    if (error instanceof OnboardingNotFoundError) return unknownToOperators("such onboarding");
    throw error;
  }
}

async function take(
  onboardingId: string,
  action: Action,
  order: OperatorRequest,
  deps: OperateDeps,
): Promise<{ after: Onboarding; outcome: Outcome }> {
  let outcome: Outcome = { unchanged: "" };
  const after = await changeOnboarding(deps.table, onboardingId, async (current) => {
    outcome = await action(current, order, deps);
    return "change" in outcome ? outcome.change : undefined;
  });
  return { after, outcome };
}

/** Also what an earlier request wrote and could not move: asking once more mends it. */
async function move(after: Onboarding, { starter, waker }: OperateDeps): Promise<void> {
  if (after.status === "requested") await starter.start(executionName(after), executionInput(after));
  if (after.wait !== undefined && hasUnseenSignal(after)) await waker.resume(after.wait.token);
}

function answer({ onboardingId, status }: Onboarding, outcome: Outcome): HttpResponse {
  return operatorsAnswer(
    "unchanged" in outcome
      ? { onboardingId, status, outcome: "unchanged", because: outcome.unchanged }
      : { onboardingId, status, outcome: "done" },
  );
}
