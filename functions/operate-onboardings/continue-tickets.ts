import { checkNames } from "#core/intake/check-names";
import { type Tried, tryOpening } from "#core/intake/try-opening";
import { readWaitingRequest, ticketIn, waitingPartition } from "#core/intake/waiting-request";
import { executionInput, executionName } from "#core/onboarding/onboarding";
import { readTicketItem } from "#core/onboarding/ticket-item";
import type { Source } from "#core/onboarding/ticket-source";
import { allowedSuffixes } from "#core/tickets/domain-rules";
import { readRequest } from "#core/tickets/onboarding-request";
import { logger } from "#platform/observability";
import type { OperateDeps } from "./deps.ts";

/** The most tickets that one request continues; the next request continues the others. */
const MOST = 10;

/** How often a request is decided if other writes come first. */
const TRIES = 10;

/** A ticket, identified by source and number. */
interface Waiting {
  readonly source: Source;
  readonly ticket: string;
}

/**
 * Continues the tickets that waited for this project to be registered; returns how many have an onboarding
 * now.
 */
export async function continueTickets(project: string, now: number, deps: OperateDeps): Promise<number> {
  const items = await deps.partitions.between(waitingPartition(project), "!", "~");
  const waiting = items.flatMap((item) => ticketIn(item, now) ?? []);
  const open: Waiting[] = [];
  for (const one of waiting) {
    const { onboardingId } = await readTicketItem(deps.table, one.source, one.ticket);
    if (onboardingId === undefined) open.push(one);
  }
  const continued = await Promise.all(
    open.slice(0, MOST).map((one) => continueTicket(one, project, now, deps)),
  );
  return continued.filter(Boolean).length;
}

/** Decides on the request again. Other errors of it have already been reported in the ticket. */
async function continueTicket(
  { source, ticket }: Waiting,
  project: string,
  now: number,
  deps: OperateDeps,
): Promise<boolean> {
  const { request: waiting } = await readWaitingRequest(deps.table, source, ticket);
  const suffixes = allowedSuffixes(await deps.readDomainRules());
  const read = waiting === undefined ? undefined : readRequest(waiting.data, suffixes);
  if (waiting === undefined || read === undefined || !("request" in read)) return false;
  const { request } = read;
  // A correction may have changed the project meanwhile.
  if (request.project !== project) return false;
  const origin = { source, isVouched: waiting.isVouched };
  const checking = { ...deps, onFailure: noteFailure };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const tried = await tryOpening(
      { request, origin, mayRestart: false },
      {
        delivery: { source, id: `registered/${project}/${ticket}`, now },
        guard: () => [],
        preflight: (excluded) => checkNames(request, excluded, now, checking),
      },
      deps,
    );
    if (tried.kind === "opened") return begin(tried, deps);
    if (tried.kind !== "raced") return false;
  }
  return false;
}

/** If Step Functions does not answer, the repair schedule starts the execution later. */
async function begin(
  { onboarding, rivals }: Extract<Tried, { readonly kind: "opened" }>,
  { starter, resumer }: OperateDeps,
): Promise<true> {
  try {
    if (onboarding.status === "requested")
      await starter.start(executionName(onboarding), executionInput(onboarding));
    for (const { wait } of rivals) if (wait !== undefined) await resumer.resume(wait.token);
  } catch (error) {
    const { onboardingId } = onboarding;
    logger.warn("The machine is started later", { event: "START_DEFERRED", onboardingId, error });
  }
  return true;
}

function noteFailure(error: unknown): void {
  logger.warn("The domain could not be checked in DNS", { event: "PREFLIGHT_FAILED", error });
}
