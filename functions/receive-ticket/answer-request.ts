import { coveredAddresses } from "#core/intake/covered-addresses";
import type { Tried } from "#core/intake/try-opening";
import { executionInput, executionName, type Onboarding } from "#core/onboarding/onboarding";
import { readOnboarding } from "#core/onboarding/store";
import { readProject } from "#core/projects/project";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import { logger } from "#platform/observability";
import type { Delivery, readDelivery } from "./delivery-item.ts";
import type { OnboardingDeps } from "./intake.ts";
import type { Outcome } from "./outcome.ts";

/** Returns what the first copy of a delivery opened: every copy gets the same answer. */
export async function openedBefore(
  known: NonNullable<Awaited<ReturnType<typeof readDelivery>>>,
  delivery: Delivery,
  { table }: OnboardingDeps,
): Promise<Extract<Tried, { kind: "opened" }> | Extract<Outcome, { kind: "other-body" | "nothing-to-do" }>> {
  if (known.digest !== delivery.digest) return { kind: "other-body" };
  if (known.onboardingId === undefined) return { kind: "nothing-to-do" };
  return { kind: "opened", onboarding: await readOnboarding(table, known.onboardingId), rivals: [] };
}

/** Builds the answer to a delivery, and starts the execution of an onboarding that has none. */
export async function answerFor(
  onboarding: Onboarding,
  request: OnboardingRequest,
  { source }: Delivery,
  deps: OnboardingDeps,
): Promise<Outcome> {
  if (isOfTicket(onboarding, { source, ticket: request.ticket })) {
    await startExecution(onboarding, deps);
    return { kind: "taken", onboarding, request };
  }
  const { current } = await readProject(deps.table, request.project);
  const addresses = current === undefined ? { taken: [], refused: [] } : coveredAddresses(current, request);
  return { kind: "covered", onboarding, request, ...addresses };
}

/**
 * True if the ticket opened the onboarding or joined it; false if the onboarding only covers the ticket's
 * addresses.
 */
function isOfTicket(
  { source, ticket, alsoTickets = [] }: Onboarding,
  asked: Pick<Onboarding, "source" | "ticket">,
): boolean {
  // The source is compared, too, because two help desks may use the same ticket number.
  return [{ source, ticket }, ...alsoTickets].some(
    (one) => one.source === asked.source && one.ticket === asked.ticket,
  );
}

/** If Step Functions does not answer, the repair schedule starts the execution later. */
async function startExecution(onboarding: Onboarding, { starter }: OnboardingDeps): Promise<void> {
  if (onboarding.status !== "requested") return;
  try {
    await starter.start(executionName(onboarding), executionInput(onboarding));
  } catch (error) {
    const { onboardingId } = onboarding;
    logger.warn("The machine is started later", { event: "START_DEFERRED", onboardingId, error });
  }
}
