import { MOST_FAULTS, readWholeRequest } from "#core/intake/read-whole-request";
import { GENERIC } from "#core/onboarding/ticket-source";
import type { ReadingSettings } from "#core/tickets/reading/reading-settings";
import { digestOf } from "#platform/http/digest";
import type { HttpRequest } from "#platform/http/http-handler";
import { readJson } from "#platform/http/json-body";
import type { HttpResponse } from "#platform/http/response";
import { addFromAddresses, addressMessage } from "./add-from-addresses.ts";
import { answerInResponse, answerInTicket, refuse, refuseBody } from "./answer.ts";
import { cancelOnboarding } from "./cancel-onboarding.ts";
import type { Delivery } from "./delivery-item.ts";
import { followTicket } from "./follow-ticket.ts";
import type { IntakeDeps } from "./intake.ts";
import { openOnboarding } from "./open-onboarding.ts";
import type { Outcome } from "./outcome.ts";
import { sourceNamed } from "./sources.ts";
import type { TicketMessage } from "./ticket-message.ts";
import { withCorrection } from "./with-correction.ts";

const LARGEST_BODY = 256 * 1024;

/**
 * Processes a ticket. It is parsed only after its signature is verified, and nothing is created before all of
 * it is valid.
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
  const sent = readJson(rawBody);
  if ("fault" in sent) return refuseBody(name, sent.fault, deps);
  const payload = sent.value;
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
  if (message.comment === "too-many") return { kind: "refused", content: { about: "needs-check" } };
  const { source } = delivery;
  const asking = { source, isVouched: message.isVouched, again: source === GENERIC };
  const read = await readWholeRequest(message.data, asking, deps);
  if ("request" in read) return openOnboarding(read.request, asking, delivery, deps);
  return { kind: "refused", content: { about: "faults", faults: [...read.faults] } };
}
