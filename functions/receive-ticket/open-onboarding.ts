import { TransientServiceError } from "#core/errors";
import { decideRequest } from "#core/intake/decide-request";
import type { Decision } from "#core/intake/decision";
import { type Asked, type CheckedNames, gatherFacts, type RequestFacts } from "#core/intake/request-facts";
import { writesFor } from "#core/intake/request-writes";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { RequestOrigin } from "#core/projects/who-may-request";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import { logger } from "#platform/observability";
import { answerFor, repeatedAnswer } from "./answer-request.ts";
import { checkNames } from "./check-names.ts";
import { type Delivery, deliveryPut, readDelivery } from "./delivery-item.ts";
import type { OnboardingDeps } from "./intake.ts";
import type { Outcome } from "./outcome.ts";

/**
 * How often a request is decided again because another write came in between. Of requests for one domain at the same time
 * one is written in each round, and over thirty rivals need an operator anyway.
 */
const TRIES = 40;

/** Opens the onboarding that a ticket asks for: one transaction, so all copies of a delivery give one onboarding and one answer. */
export async function openOnboarding(
  request: OnboardingRequest,
  { source, isVouched, again }: RequestOrigin & { readonly again: boolean },
  delivery: Delivery,
  deps: OnboardingDeps,
): Promise<Outcome> {
  const asked: Asked = { request, origin: { source, isVouched }, mayRestart: again };
  const preflight = once((excluded: readonly string[]) => checkNames(request, excluded, delivery.now, deps));
  for (let tries = 0; tries < TRIES; tries += 1) {
    const known = await readDelivery(deps.table, delivery);
    if (known !== undefined) return repeatedAnswer(known, request, delivery, deps);
    const { facts, items } = await gatherFacts(asked, deps);
    const decision = await decideWith(facts, preflight);
    if (decision.kind === "refused" || decision.kind === "ticket-in-use") return decision;
    const { onboarding, puts, rivals } = await writesFor(decision, { request, items, delivery }, deps);
    if (!(await deps.table.commit([deliveryPut(delivery, onboarding.onboardingId), ...puts]))) continue;
    await resumeRivals(rivals, deps);
    return answerFor(onboarding, request, delivery, deps);
  }
  throw new TransientServiceError("Other requests changed the same items again and again");
}

/** Decides on a request, with the DNS pre-flight if the decision needs it. */
async function decideWith(
  facts: RequestFacts,
  preflight: (excluded: readonly string[]) => Promise<CheckedNames>,
): Promise<Exclude<Decision, { readonly kind: "need" }>> {
  const decision = decideRequest(facts);
  if (decision.kind !== "need") return decision;
  const decided = decideRequest({ ...facts, names: await preflight(decision.excluded) });
  if (decided.kind === "need") throw new Error("The DNS pre-flight was done, and is still needed");
  return decided;
}

/** Keeps the first result: DNS is asked once, however often the request is decided again. */
function once<A, R>(work: (argument: A) => Promise<R>): (argument: A) => Promise<R> {
  let result: Promise<R> | undefined;
  return (argument) => {
    result ??= work(argument);
    return result;
  };
}

/** The challenge is stored already: a rival that can't be resumed now gets it at its next check. */
async function resumeRivals(rivals: readonly Onboarding[], { resumer }: OnboardingDeps): Promise<void> {
  for (const { onboardingId, wait } of rivals) {
    try {
      if (wait !== undefined) await resumer.resume(wait.token);
    } catch (error) {
      logger.warn("A rival is told later", { event: "WAKE_DEFERRED", onboardingId, error });
    }
  }
}
