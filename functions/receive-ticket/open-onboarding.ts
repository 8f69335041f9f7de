import { TransientServiceError } from "#core/errors";
import { checkNames } from "#core/intake/check-names";
import type { ReceivedRequest } from "#core/intake/request-facts";
import { tryOpening } from "#core/intake/try-opening";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { RequestOrigin } from "#core/projects/who-may-request";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import { logger } from "#platform/observability";
import { answerFor, openedBefore } from "./answer-request.ts";
import { type Delivery, deliveryPut, readDelivery } from "./delivery-item.ts";
import type { OnboardingDeps } from "./intake.ts";
import type { Outcome } from "./outcome.ts";

/**
 * How often a request is decided if other writes come first. Of simultaneous requests for one domain, one is
 * written in each round, and more than thirty rivals need an operator anyway.
 */
const TRIES = 40;

/**
 * Opens the onboarding that a ticket requests, in one transaction, so that all copies of a delivery lead to
 * one onboarding and one answer.
 */
export async function openOnboarding(
  request: OnboardingRequest,
  { source, isVouched, again }: RequestOrigin & { readonly again: boolean },
  delivery: Delivery,
  deps: OnboardingDeps,
): Promise<Outcome> {
  const asked: ReceivedRequest = { request, origin: { source, isVouched }, mayRestart: again };
  const checking = { ...deps, onFailure: noteFailure };
  const preflight = once((excluded: readonly string[]) =>
    checkNames(request, excluded, delivery.now, checking),
  );
  const guard = (onboardingId: string) => [deliveryPut(delivery, onboardingId)];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const known = await readDelivery(deps.table, delivery);
    const tried =
      known === undefined
        ? await tryOpening(asked, { delivery, guard, preflight }, deps)
        : await openedBefore(known, delivery, deps);
    if (tried.kind === "raced") continue;
    if (tried.kind !== "opened") return tried;
    await resumeRivals(tried.rivals, deps);
    return answerFor(tried.onboarding, request, delivery, deps);
  }
  throw new TransientServiceError("Other requests changed the same items again and again");
}

/** Keeps the first result, so that DNS is queried only once, however often the request is decided. */
function once<A, R>(work: (argument: A) => Promise<R>): (argument: A) => Promise<R> {
  let result: Promise<R> | undefined;
  return (argument) => {
    result ??= work(argument);
    return result;
  };
}

/** The challenge is stored already, so a rival that can't be resumed now receives it at its next check. */
async function resumeRivals(rivals: readonly Onboarding[], { resumer }: OnboardingDeps): Promise<void> {
  for (const { onboardingId, wait } of rivals) {
    try {
      if (wait !== undefined) await resumer.resume(wait.token);
    } catch (error) {
      logger.warn("A rival is told later", { event: "WAKE_DEFERRED", onboardingId, error });
    }
  }
}

function noteFailure(error: unknown): void {
  logger.warn("The domain could not be checked in DNS", { event: "PREFLIGHT_FAILED", error });
}
