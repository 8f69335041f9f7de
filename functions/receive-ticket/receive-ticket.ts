import { readRequest } from "#core/onboarding-request";
import type { HttpRequest, HttpResponse } from "#platform/http-handler";
import { answerInResponse, answerInTicket, refuse } from "./answer.ts";
import { cancelOnboarding } from "./cancel-onboarding.ts";
import type { Delivery, IntakeDeps } from "./intake.ts";
import { openOnboarding } from "./open-onboarding.ts";
import type { Outcome } from "./outcome.ts";
import { parseJson } from "./parse-json.ts";
import { digestOf } from "./signature.ts";
import { sourceOf } from "./sources.ts";
import type { TicketMessage } from "./ticket-message.ts";

const LARGEST_BODY = 256 * 1024;

/** Takes a ticket: nothing is read before somebody vouches for it, nothing is made before all of it is right. */
export async function receiveTicket(request: HttpRequest, deps: IntakeDeps): Promise<HttpResponse> {
  const source = sourceOf(request.routeKey);
  const { name, answersIn } = source;
  const { rawBody, now } = request;
  if (rawBody.length > LARGEST_BODY) return refuse(name, "too-large", deps);
  const access = await deps.readAccess(name);
  if (access === undefined) return refuse(name, "switched-off", deps);
  const id = source.authenticate(request, access.secrets);
  if (id === undefined) return refuse(name, "not-authentic", deps);
  const payload = parseJson(rawBody);
  if (payload === undefined) return refuse(name, "not-json", deps);
  const message = source.read(payload, access.settings);
  if ("faults" in message) return refuse(name, "malformed", deps, message.faults);
  const delivery: Delivery = { source: name, id, digest: digestOf(rawBody), now };
  const outcome = await outcomeOf(message, delivery, deps);
  return answersIn === "response"
    ? answerInResponse(outcome, name, deps)
    : answerInTicket(outcome, message, delivery, deps);
}

async function outcomeOf(message: TicketMessage, delivery: Delivery, deps: IntakeDeps): Promise<Outcome> {
  if (message.type === "ignored") return { kind: "nothing-to-do" };
  if (message.type === "onboarding.cancelled") return cancelOnboarding(message.ticket, delivery, deps);
  const read = readRequest(message.data);
  if ("faults" in read) return { kind: "refused", content: { about: "faults", faults: read.faults } };
  const { source } = delivery;
  return openOnboarding(read.request, { source, isVouched: message.isVouched }, delivery, deps);
}
