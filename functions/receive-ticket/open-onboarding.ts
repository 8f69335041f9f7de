import { readClaims } from "#core/claims/claim-store";
import { type ClaimEntry, reserve } from "#core/claims/claims";
import { TransientServiceError } from "#core/errors";
import { executionInput, executionName, type Onboarding } from "#core/onboarding/onboarding";
import { newOnboardingPuts, readOnboarding } from "#core/onboarding/store";
import { readTicketItem } from "#core/onboarding/ticket-item";
import type { Source } from "#core/onboarding/ticket-source";
import { judgeAddresses } from "#core/projects/from-addresses/add-addresses";
import { addressesIn } from "#core/projects/from-addresses/requested-address";
import { readProject } from "#core/projects/project";
import { type RequestOrigin, requestPermission } from "#core/projects/who-may-request";
import type { Put } from "#core/table";
import { ruleFaults } from "#core/tickets/domain-rules";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import { logger } from "#platform/observability";
import { type CheckedNames, checkNames } from "./check-names.ts";
import {
  asksForChild,
  coveredAddresses,
  coveredPuts,
  coveringOnboarding,
  isCovered,
  withCovered,
} from "./coverage.ts";
import { type Delivery, deliveryPut, readDelivery } from "./delivery-item.ts";
import type { OnboardingDeps } from "./intake.ts";
import { joiningPuts } from "./join-onboarding.ts";
import { newOnboarding } from "./new-onboarding.ts";
import type { Outcome, RefusalContent } from "./outcome.ts";
import { challengeCompetingRequests, decideOwnership, type OwnershipDecision } from "./ownership.ts";

/** How often intake is decided afresh because a copy of the same delivery, or a claim, came in between. */
const TRIES = 10;

/** Who asks, and what for. */
interface Asked extends RequestOrigin {
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
      return answered(await readOnboarding(deps.table, known.onboardingId), request, delivery.source, deps);
    }
    const intake = await decide(request, asking, delivery, check, deps);
    if ("content" in intake) return { kind: "refused", content: intake.content };
    if (!(await deps.table.commit(intake.puts))) continue;
    await wakeRivals(intake.rivals ?? [], deps);
    return answered(intake.onboarding, request, delivery.source, deps);
  }
  throw new TransientServiceError("The same names were asked for by others again and again");
}

type Intake =
  | {
      readonly onboarding: Onboarding;
      readonly puts: readonly Put[];
      /** Those that are to prove the same names. */
      readonly rivals?: readonly Onboarding[];
    }
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
  const admitted = requestPermission(request, asking, registered.current);
  if (admitted.kind === "faults") return { content: { about: "faults", faults: [...admitted.faults] } };
  if (admitted.kind === "not-ses") return { content: { about: "not-ses", guideUrl: admitted.guideUrl } };
  const { owner } = admitted;
  const { identity } = request;
  const rules = await deps.readDomainRules();
  const faults = [
    ...ruleFaults(rules, "fromAddresses", identity),
    ...(request.mailFrom === undefined ? [] : ruleFaults(rules, "mailFrom", request.mailFrom)),
  ];
  if (faults.length > 0) return { content: { about: "faults", faults } };
  const claims = await readClaims(table, identity);
  const asked = [identity, ...(request.mailFrom === undefined ? [] : [request.mailFrom])];
  const isHeld = admitted.kind === "held";
  if (isRefused(decideOwnership(claims, owner, asked), isHeld)) return NEEDS_CHECK;
  if (isHeld && isCrowded(claims.entries)) return NEEDS_CHECK;
  const project = registered.current ?? firstEntry(request, owner);
  const covering = await coveringOnboarding(table, claims.entries, owner, request);
  if (covering !== undefined && !isHeld && !asksForChild(request, covering)) {
    const judged = await judgeAddresses(addressesIn(request), owner, delivery.now, deps);
    const withThem = withCovered(project, covering, judged, delivery.now);
    const { next, puts } = coveredPuts(covering, delivery, request, coveredAddresses(withThem, request));
    const projectPut = registered.replaceWith(withThem);
    return { onboarding: next, puts: [...puts, projectPut, ticket.replaceWith(covering.onboardingId)] };
  }
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
  const ownership = decideOwnership(claims, owner, names);
  if (isRefused(ownership, isHeld)) return NEEDS_CHECK;
  const { now, source } = delivery;
  const onboarding = newOnboarding(
    {
      ...{ ...request, ...checked, owner, source, isHeld },
      ...(ownership.kind === "prove"
        ? { ownership: { token: deps.newToken(), because: ownership.because, requestedAt: now } }
        : {}),
      ...(covering === undefined ? {} : { overrides: covering.identity }),
    },
    deps.newId(now),
    now,
  );
  const { challenged, puts } = await challengeCompetingRequests(
    ownership.kind === "prove" ? ownership.rivals : [],
    now,
    deps,
  );
  return {
    onboarding,
    rivals: challenged,
    puts: [
      deliveryPut(delivery, onboarding.onboardingId),
      ticket.replaceWith(onboarding.onboardingId),
      claims.replaceWith(reserve(claims.entries, onboarding.onboardingId, owner, names)),
      ...(admitted.kind === "registers" ? [registered.replaceWith(project)] : []),
      ...newOnboardingPuts(onboarding, { type: isHeld ? "held" : "requested", at: now, by: "support" }),
      ...puts,
    ],
  };
}

/** Nobody whom the registry does not know makes others prove anything: an operator looks first. */
function isRefused(decision: OwnershipDecision, isHeld: boolean): boolean {
  const isContested = decision.kind === "prove" && decision.rivals.length > 0;
  return decision.kind === "needs-check" || (isHeld && isContested);
}

/** So many may wait for names of one registrable domain before what nobody vouches for reserves no more of them. */
const MOST_WITH_HELD = 3;

/** True if one more reservation by somebody unknown could only be in the way of whoever can prove control. */
function isCrowded(entries: readonly ClaimEntry[]): boolean {
  const reserved = entries.filter(({ state }) => state === "reserved");
  return new Set(reserved.map(({ onboardingId }) => onboardingId)).size >= MOST_WITH_HELD;
}

/** The challenge is in the item: a rival that is not woken now is told at its next look. */
async function wakeRivals(rivals: readonly Onboarding[], { waker }: OnboardingDeps): Promise<void> {
  for (const { onboardingId, wait } of rivals) {
    try {
      if (wait !== undefined) await waker.resume(wait.token);
    } catch (error) {
      logger.warn("A rival is told later", { event: "WAKE_DEFERRED", onboardingId, error });
    }
  }
}

/** The project as the ticket that registers it says. */
function firstEntry({ project, requester }: OnboardingRequest, owner: string) {
  return { project, owner, platform: "ses" as const, requesters: [requester], domains: [] };
}

/** What came of a ticket, said again the same way. */
async function answered(
  onboarding: Onboarding,
  request: OnboardingRequest,
  source: Source,
  deps: OnboardingDeps,
): Promise<Outcome> {
  if (!isCovered(onboarding, { source, ticket: request.ticket })) return taken(onboarding, deps);
  const { current } = await readProject(deps.table, request.project);
  const addresses = current === undefined ? { taken: [], refused: [] } : coveredAddresses(current, request);
  return { kind: "covered", onboarding, request, ...addresses };
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
