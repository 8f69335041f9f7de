import { TransientServiceError } from "#core/errors";
import { checkNames } from "#core/intake/check-names";
import { readWholeRequest } from "#core/intake/read-whole-request";
import { answerRefusal, type RefusedRequest, waitingPuts } from "#core/intake/refuse-in-ticket";
import { type Tried, tryOpening } from "#core/intake/try-opening";
import {
  noLongerWaiting,
  readWaitingRequest,
  ticketIn,
  waitingPartition,
} from "#core/intake/waiting-request";
import { executionInput, executionName } from "#core/onboarding/onboarding";
import { readTicketItem } from "#core/onboarding/ticket-item";
import type { RequestOrigin } from "#core/projects/who-may-request";
import type { Item } from "#core/table";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import type { RefusalContent, ReplyContent } from "#core/tickets/ticket-reply";
import { digestOf } from "#platform/http/digest";
import { logger } from "#platform/observability";
import type { OperateDeps } from "./deps.ts";

/** The most tickets that one request continues; the next request continues the others. */
const MOST = 10;

/** How often a request is decided if other writes come first. */
const TRIES = 10;

/** The numbers of tickets that were processed, that were answered with further faults, and that still wait. */
export interface Continued {
  readonly continued: number;
  readonly refused: number;
  readonly left: number;
}

type Fate = "continued" | "refused" | "unchanged";

/**
 * Processes the tickets that waited for the registration of this project, or answers them with their other
 * faults.
 */
export async function continueTickets(project: string, now: number, deps: OperateDeps): Promise<Continued> {
  const items = await deps.partitions.between(waitingPartition(project), "!", "~");
  const waiting = items.filter((item) => ticketIn(item, now) !== undefined);
  const fates = await Promise.all(
    waiting.slice(0, MOST).map(async (item) => {
      const fate = await continueTicket(item, project, now, deps);
      // A ticket that is corrected later is decided at once, because its project is registered now.
      await deps.table.commit([noLongerWaiting(item, now)]);
      return fate;
    }),
  );
  const countOf = (wanted: Fate) => fates.filter((fate) => fate === wanted).length;
  return {
    continued: countOf("continued"),
    refused: countOf("refused"),
    left: waiting.length - fates.length,
  };
}

/** Decides on the request again, because the request may have other faults. */
async function continueTicket(item: Item, project: string, now: number, deps: OperateDeps): Promise<Fate> {
  const found = ticketIn(item, now);
  if (found === undefined) return "unchanged";
  const { source, ticket } = found;
  const { onboardingId } = await readTicketItem(deps.table, source, ticket);
  const { request: waiting, corrections } = await readWaitingRequest(deps.table, source, ticket);
  // A correction may name another project since.
  const isOpen = onboardingId === undefined && waiting?.data["project"] === project;
  if (!isOpen) return "unchanged";
  const origin = { source, isVouched: waiting.isVouched };
  const read = await readWholeRequest(waiting.data, origin, deps);
  const refused = { ...waiting, source, corrections };
  if ("faults" in read) return refuse({ about: "faults", faults: [...read.faults] }, refused, now, deps);
  const tried = await openWaiting(read.request, origin, now, deps);
  if (tried.kind === "opened") return begin(tried, deps);
  return tried.kind === "refused" ? refuse(tried.content, refused, now, deps) : "unchanged";
}

async function openWaiting(
  request: OnboardingRequest,
  origin: RequestOrigin,
  now: number,
  deps: OperateDeps,
): Promise<Tried> {
  const { source } = origin;
  const checking = { ...deps, onFailure: noteFailure };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const tried = await tryOpening(
      { request, origin, mayRestart: false },
      {
        delivery: { source, id: `registered/${request.project}/${request.ticket}`, now },
        guard: () => [],
        preflight: (excluded) => checkNames(request, excluded, now, checking),
      },
      deps,
    );
    if (tried.kind !== "raced") return tried;
  }
  throw new TransientServiceError("Other requests changed the same items again and again");
}

/** Answers in the ticket, as intake does for a new ticket; the same answer is given once. */
async function refuse(
  content: RefusalContent,
  request: RefusedRequest,
  now: number,
  { table }: OperateDeps,
): Promise<Fate> {
  const { project } = request.data;
  const idOf = (reply: ReplyContent) => digestOf(JSON.stringify({ reply, registered: project }));
  const isNew = await answerRefusal(content, request, idOf, now, table);
  await table.commit(await waitingPuts(content, request, now, table));
  return isNew ? "refused" : "unchanged";
}

/** If Step Functions does not answer, the repair schedule starts the execution later. */
async function begin(
  { onboarding, rivals }: Extract<Tried, { readonly kind: "opened" }>,
  { starter, resumer }: OperateDeps,
): Promise<Fate> {
  try {
    if (onboarding.status === "requested")
      await starter.start(executionName(onboarding), executionInput(onboarding));
    for (const { wait } of rivals) if (wait !== undefined) await resumer.resume(wait.token);
  } catch (error) {
    const { onboardingId } = onboarding;
    logger.warn("The machine is started later", { event: "START_DEFERRED", onboardingId, error });
  }
  return "continued";
}

function noteFailure(error: unknown): void {
  logger.warn("The domain could not be checked in DNS", { event: "PREFLIGHT_FAILED", error });
}
