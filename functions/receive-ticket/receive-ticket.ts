import { GENERIC } from "#core/onboarding/ticket-source";
import { readProject } from "#core/projects/project";
import { type RequestOrigin, requestPermission } from "#core/projects/who-may-request";
import { allowedSuffixes } from "#core/tickets/domain-rules";
import type { Fault } from "#core/tickets/fault";
import { readRequest } from "#core/tickets/onboarding-request";
import type { ReadingSettings } from "#core/tickets/reading/reading-settings";
import type { HttpRequest } from "#platform/http/http-handler";
import type { HttpResponse } from "#platform/http/response";
import { addFromAddresses, addressMessage } from "./add-from-addresses.ts";
import { answerInResponse, answerInTicket, refuse } from "./answer.ts";
import { cancelOnboarding } from "./cancel-onboarding.ts";
import type { Delivery } from "./delivery-item.ts";
import { digestOf } from "./digest.ts";
import { followTicket } from "./follow-ticket.ts";
import type { IntakeDeps } from "./intake.ts";
import { openOnboarding } from "./open-onboarding.ts";
import type { Outcome } from "./outcome.ts";
import { parseJson } from "./parse-json.ts";
import { sourceNamed } from "./sources.ts";
import type { TicketMessage } from "./ticket-message.ts";
import { withCorrection } from "./with-correction.ts";

const LARGEST_BODY = 256 * 1024;

/** The most errors that are listed, so that the list fits into an item and a response. */
const MOST_FAULTS = 50;

/**
 * Receives a ticket. It is read only after it is authenticated, and nothing is created before all of it is
 * valid.
 */
export async function receiveTicket(request: HttpRequest, deps: IntakeDeps): Promise<HttpResponse> {
  const source = sourceNamed(request.parameters["source"] ?? GENERIC);
  if (source === undefined) return refuse("unknown", "unknown-source", deps);
  const { name, answersIn } = source;
  const { rawBody, now } = request;
  if (rawBody.length > LARGEST_BODY) return refuse(name, "too-large", deps);
  const access = await deps.readAccess(name);
  if (access.kind !== "open") return refuse(name, access.kind, deps);
  const id = source.authenticate(request, access.secrets);
  if (id === undefined) return refuse(name, "not-authentic", deps);
  const payload = parseJson(rawBody);
  if (payload === undefined) return refuse(name, "not-json", deps);
  const delivery: Delivery = { source: name, id, digest: digestOf(rawBody), now };
  // Only the generic source adds addresses; a help desk's ticket starts an onboarding.
  const addresses = name === GENERIC ? addressMessage(payload) : undefined;
  if (addresses !== undefined) return addFromAddresses(addresses.data, delivery, deps);
  const read = source.read(payload, access.settings);
  if ("faults" in read) return refuse(name, "malformed", deps, read.faults.slice(0, MOST_FAULTS));
  const message = await withCorrection(read, access.settings, delivery, deps.table);
  const outcome = await outcomeOf(message, access.settings, delivery, deps);
  return answersIn === "response"
    ? answerInResponse(outcome, name, deps)
    : answerInTicket(outcome, message, delivery, deps);
}

async function outcomeOf(
  message: TicketMessage,
  settings: ReadingSettings,
  delivery: Delivery,
  deps: IntakeDeps,
): Promise<Outcome> {
  if (message.type === "unrelated") deps.countUnrelated(delivery.source);
  if (message.type === "ignored" || message.type === "unrelated") return { kind: "nothing-to-do" };
  if (message.type === "onboarding.cancelled") return cancelOnboarding(message.ticket, delivery, deps);
  if (message.type !== "onboarding.requested") return followTicket(message, settings, delivery, deps);
  const read = readRequest(message.data, allowedSuffixes(await deps.readDomainRules()));
  const { source } = delivery;
  const asking = { source, isVouched: message.isVouched, again: source === GENERIC };
  if ("request" in read) return openOnboarding(read.request, asking, delivery, deps);
  const faults = [...read.faults, ...(await registryFaults(message.data, read.faults, asking, deps))];
  return { kind: "refused", content: { about: "faults", faults: faults.slice(0, MOST_FAULTS) } };
}

/** Returns the errors that only the registry reveals, so that all errors are listed together. */
async function registryFaults(
  { project, owner }: Readonly<Record<string, unknown>>,
  faults: readonly Fault[],
  origin: RequestOrigin,
  { table }: IntakeDeps,
): Promise<readonly Fault[]> {
  const isRead = !faults.some(({ field }) => field === "project" || field === "owner");
  if (!isRead || typeof project !== "string") return [];
  const { current } = await readProject(table, project);
  const claimed = { project, owner: typeof owner === "string" ? owner : undefined, requester: "" };
  const admitted = requestPermission(claimed, origin, current);
  return admitted.kind === "faults" ? admitted.faults : [];
}
