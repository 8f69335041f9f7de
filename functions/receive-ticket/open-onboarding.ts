import { type Asking, admission } from "#core/asking";
import { readClaims } from "#core/claim-store";
import { isClaimedByAnother, reserve } from "#core/claims";
import { TransientServiceError } from "#core/errors";
import { executionInput, executionName, type Onboarding } from "#core/onboarding";
import type { OnboardingRequest } from "#core/onboarding-request";
import { newOnboardingPuts, readOnboarding } from "#core/onboarding-store";
import { readProject } from "#core/project";
import type { Put } from "#core/table";
import { readTicketItem } from "#core/ticket-item";
import { logger } from "#platform/observability";
import { type CheckedNames, checkNames } from "./check-names.ts";
import { deliveryPut, readDelivery } from "./delivery-item.ts";
import type { Delivery, OnboardingDeps } from "./intake.ts";
import { joiningPuts } from "./joining.ts";
import { newOnboarding } from "./new-onboarding.ts";
import type { Outcome, RefusalContent } from "./outcome.ts";

/** How often intake is decided afresh because a copy of the same delivery, or a claim, came in between. */
const TRIES = 10;

/** Who asks, and what for. */
interface Asked extends Asking {
  /** True if an onboarding of the ticket that is over is to begin again. */
  readonly again: boolean;
}

/** Opens the onboarding that a ticket asks for: one transaction, so copies of a delivery give one, and one answer. */
export async function openOnboarding(
  request: OnboardingRequest,
  asking: Asked,
  delivery: Delivery,
  deps: OnboardingDeps,
): Promise<Outcome> {
  let names: CheckedNames | undefined;
  /** One look at the DNS, however often intake is decided afresh. */
  const check = async (held: readonly string[]): Promise<CheckedNames> => {
    names ??= await checkNames(request, held, delivery.now, deps);
    return names;
  };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const known = await readDelivery(deps.table, delivery);
    if (known !== undefined && known.digest !== delivery.digest) return { kind: "other-body" };
    if (known !== undefined) {
      if (known.onboardingId === undefined) return { kind: "nothing-to-do" };
      return taken(await readOnboarding(deps.table, known.onboardingId), deps);
    }
    const intake = await decide(request, asking, delivery, check, deps);
    if ("content" in intake) return { kind: "refused", content: intake.content };
    if (await deps.table.commit(intake.puts)) return taken(intake.onboarding, deps);
  }
  throw new TransientServiceError("The same names were asked for by others again and again");
}

type Intake =
  | { readonly onboarding: Onboarding; readonly puts: readonly Put[] }
  | { readonly content: RefusalContent };

const NEEDS_CHECK: Intake = { content: { about: "needs-check" } };

async function decide(
  request: OnboardingRequest,
  asking: Asked,
  delivery: Delivery,
  check: (held: readonly string[]) => Promise<CheckedNames>,
  deps: OnboardingDeps,
): Promise<Intake> {
  const { table } = deps;
  const ticket = await readTicketItem(table, delivery.source, request.ticket);
  if (ticket.onboardingId !== undefined) {
    const current = await readOnboarding(table, ticket.onboardingId);
    const isOver = ["expired", "cancelled", "failed"].includes(current.status);
    // A desk sends what changed in a ticket, our own answers too, which is no wish to begin again
    if (!isOver || !asking.again) {
      return { onboarding: current, puts: [deliveryPut(delivery, current.onboardingId)] };
    }
  }
  const registered = await readProject(table, request.project);
  const admitted = admission(request, asking, registered.current);
  if (admitted.kind === "faults") return { content: { about: "faults", faults: [...admitted.faults] } };
  if (admitted.kind === "not-ses") return { content: { about: "not-ses", guideUrl: admitted.guideUrl } };
  const { owner } = admitted;
  const { identity } = request;
  const claims = await readClaims(table, identity);
  const asked = [identity, ...(request.mailFrom === undefined ? [] : [request.mailFrom])];
  if (isClaimedByAnother(claims.entries, owner, asked)) return NEEDS_CHECK;
  if (admitted.kind === "known") {
    const joined = await joiningPuts(table, claims.entries, { ...request, owner }, delivery);
    if (joined !== undefined) {
      const { onboarding, puts } = joined;
      return { onboarding, puts: [...puts, ticket.replaceWith(onboarding.onboardingId)] };
    }
  }
  const checked = await check(claims.entries.map(({ name }) => name));
  if ("faults" in checked) return { content: { about: "faults", faults: [...checked.faults] } };
  const names = [identity, checked.mailFrom];
  if (isClaimedByAnother(claims.entries, owner, names)) return NEEDS_CHECK;
  const isHeld = admitted.kind === "held";
  const { now, source } = delivery;
  const onboarding = newOnboarding({ ...request, ...checked, owner, source, isHeld }, deps.newId(now), now);
  const puts = [
    deliveryPut(delivery, onboarding.onboardingId),
    ticket.replaceWith(onboarding.onboardingId),
    claims.replaceWith(reserve(claims.entries, onboarding.onboardingId, owner, names)),
    ...(admitted.kind === "registers" ? [registered.replaceWith(firstEntry(request, owner))] : []),
    ...newOnboardingPuts(onboarding, { type: isHeld ? "held" : "requested", at: now, by: "support" }),
  ];
  return { onboarding, puts };
}

/** The project as the ticket that registers it says. */
function firstEntry({ project, requester }: OnboardingRequest, owner: string) {
  return { project, owner, platform: "ses" as const, requesters: [requester], domains: [] };
}

/** Starts the machine, or leaves that to the repair schedule. */
async function taken(onboarding: Onboarding, { starter }: OnboardingDeps): Promise<Outcome> {
  try {
    if (onboarding.status === "requested")
      await starter.start(executionName(onboarding), executionInput(onboarding));
  } catch (error) {
    const { onboardingId } = onboarding;
    logger.warn("The machine is started later", { event: "START_DEFERRED", onboardingId, error });
  }
  return { kind: "taken", onboarding };
}
