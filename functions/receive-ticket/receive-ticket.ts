import { createHash } from "node:crypto";
import type { HttpRequest, HttpResponse } from "#platform/http-handler";
import { cancelOnboarding } from "./cancel-onboarding.ts";
import { type Delivery, type IntakeDeps, refusal } from "./intake.ts";
import { openOnboarding } from "./open-onboarding.ts";
import { signedDeliveryId } from "./standard-webhook.ts";
import { readTicketMessage } from "./ticket-message.ts";

const LARGEST_BODY = 256 * 1024;

/** Takes a signed ticket: nothing is read before its signature holds, nothing is made before all of it is right. */
export async function receiveTicket(request: HttpRequest, deps: IntakeDeps): Promise<HttpResponse> {
  if (Buffer.byteLength(request.body) > LARGEST_BODY) {
    return refusal({ status: 413, title: "A ticket is at most 256 kB" });
  }
  const id = signedDeliveryId(request, await deps.readSecrets());
  if (id === undefined) return refusal({ status: 401, title: "The signature is missing, wrong or too old" });
  const body = parseJson(request.body);
  if (body === undefined) return refusal({ status: 400, title: "The body is not JSON" });
  const message = readTicketMessage(body);
  if ("faults" in message) {
    return refusal({ status: 422, title: "The ticket can't be taken as it is", faults: message.faults });
  }
  const digest = createHash("sha256").update(request.body).digest("base64url");
  const delivery: Delivery = { id, digest, now: request.now };
  return message.type === "onboarding.requested"
    ? openOnboarding(message.request, delivery, deps)
    : cancelOnboarding(message.ticket, delivery, deps);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
