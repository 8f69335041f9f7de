import { readClaims } from "#core/claim-store";
import { isClaimedByAnother, reserve } from "#core/claims";
import { TransientServiceError } from "#core/errors";
import type { Fault } from "#core/fault";
import { executionInput, executionName, type Onboarding } from "#core/onboarding";
import type { OnboardingRequest } from "#core/onboarding-request";
import { newOnboardingPuts, readOnboarding } from "#core/onboarding-store";
import type { Put } from "#core/table";
import type { HttpResponse } from "#platform/http-handler";
import { logger } from "#platform/observability";
import { type CheckedNames, checkNames } from "./check-names.ts";
import { type Delivery, type IntakeDeps, otherBodyRefusal, refusal } from "./intake.ts";
import { deliveryPut, readDelivery, readTicket } from "./intake-items.ts";
import { newOnboarding } from "./new-onboarding.ts";

/** How often intake is decided afresh because a copy of the same delivery, or a claim, came in between. */
const TRIES = 10;

/** Opens the onboarding that a ticket asks for: one transaction, so copies of a delivery give one, and one answer. */
export async function openOnboarding(
  request: OnboardingRequest,
  delivery: Delivery,
  deps: IntakeDeps,
): Promise<HttpResponse> {
  let names: CheckedNames | undefined;
  /** One look at the DNS, however often intake is decided afresh. */
  const check = async (held: readonly string[]): Promise<CheckedNames> => {
    names ??= await checkNames(request, held, delivery.now, deps);
    return names;
  };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const known = await readDelivery(deps.table, delivery.id);
    if (known !== undefined && known.digest !== delivery.digest) return otherBodyRefusal();
    if (known !== undefined) return accepted(await readOnboarding(deps.table, known.onboardingId), deps);
    const intake = await decide(request, delivery, check, deps);
    if ("faults" in intake) {
      return refusal({ status: 422, title: "The ticket can't be taken as it is", faults: intake.faults });
    }
    if ("claimedBy" in intake) {
      return refusal({ status: 409, title: "This domain needs a check by our team before it can be set up" });
    }
    if (await deps.table.commit(intake.puts)) return accepted(intake.onboarding, deps);
  }
  throw new TransientServiceError("The same names were asked for by others again and again");
}

type Intake =
  | { readonly onboarding: Onboarding; readonly puts: readonly Put[] }
  | { readonly claimedBy: "another" }
  | { readonly faults: readonly Fault[] };

async function decide(
  request: OnboardingRequest,
  delivery: Delivery,
  check: (held: readonly string[]) => Promise<CheckedNames>,
  deps: IntakeDeps,
): Promise<Intake> {
  const ticket = await readTicket(deps.table, request.ticket);
  if (ticket.onboardingId !== undefined) {
    const current = await readOnboarding(deps.table, ticket.onboardingId);
    if (!["expired", "cancelled", "failed"].includes(current.status)) {
      return { onboarding: current, puts: [deliveryPut(delivery, current.onboardingId)] };
    }
  }
  const { identity, owner } = request;
  const claims = await readClaims(deps.table, identity);
  const asked = [identity, ...(request.mailFrom === undefined ? [] : [request.mailFrom])];
  if (isClaimedByAnother(claims.entries, owner, asked)) return { claimedBy: "another" };
  const checked = await check(claims.entries.map(({ name }) => name));
  if ("faults" in checked) return checked;
  const names = [identity, checked.mailFrom];
  if (isClaimedByAnother(claims.entries, owner, names)) return { claimedBy: "another" };
  const onboarding = newOnboarding(request, checked, deps.newId(delivery.now), delivery.now);
  const puts = [
    deliveryPut(delivery, onboarding.onboardingId),
    ticket.replaceWith(onboarding.onboardingId),
    claims.replaceWith(reserve(claims.entries, onboarding.onboardingId, owner, names)),
    ...newOnboardingPuts(onboarding, { type: "requested", at: delivery.now, by: "support" }),
  ];
  return { onboarding, puts };
}

/** Starts the machine, or leaves that to the repair schedule, and says what was taken. */
async function accepted(onboarding: Onboarding, { starter }: IntakeDeps): Promise<HttpResponse> {
  const { onboardingId, ticket, project, identity, fromAddresses, mailFrom } = onboarding;
  try {
    if (onboarding.status === "requested")
      await starter.start(executionName(onboarding), executionInput(onboarding));
  } catch (error) {
    logger.warn("The machine is started later", { event: "START_DEFERRED", onboardingId, error });
  }
  return {
    statusCode: 202,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify({ onboardingId, ticket, project, identity, fromAddresses, mailFrom }),
  };
}
