import * as z from "zod";
import { identifier } from "#core/names/identifier";
import { SIGNATURE_SKEW_MS } from "#core/onboarding/schedule";
import { GENERIC } from "#core/onboarding/ticket-source";
import { commented } from "#core/tickets/comments/ticket-event";
import { type Fault, faultsOf } from "#core/tickets/fault";
import type { HttpRequest } from "#platform/http/http-handler";
import { hmacSha256, isOneOf } from "../signature.ts";
import type { TicketMessage } from "../ticket-message.ts";
import type { TicketSource } from "../ticket-source.ts";

/** The platform's own backend, which signs according to the Standard Webhooks specification. */
export const generic: TicketSource = { name: GENERIC, answersIn: "response", authenticate, read };

/**
 * The library `standardwebhooks` reads the system clock, and decodes the body before it signs it. Here the
 * time comes from the request, and the signature covers the bytes as they were sent.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
function authenticate(request: HttpRequest, secrets: readonly string[]): string | undefined {
  const id = request.headers["webhook-id"] ?? "";
  const timestamp = request.headers["webhook-timestamp"] ?? "";
  const signatures = (request.headers["webhook-signature"] ?? "").split(" ").slice(0, 10);
  if (!/^[\x21-\x7e]{1,200}$/.test(id) || !/^\d{1,12}$/.test(timestamp)) return undefined;
  const seconds = Number(timestamp);
  if (Math.abs(request.now - seconds * 1000) > SIGNATURE_SKEW_MS) return undefined;
  const expected = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    return `v1,${hmacSha256(key, `${id}.${seconds}.`, request.rawBody).toString("base64")}`;
  });
  return signatures.map((sent) => isOneOf(sent, expected)).includes(true) ? id : undefined;
}

const about = z.object({ ticket: identifier });

/** Events of a ticket after its request, as the platform's backend sends them. */
const ticketEvent = z.discriminatedUnion("type", [
  about.extend({ type: z.literal("onboarding.cancelled") }),
  about.extend({
    type: z.literal("ticket.commented"),
    text: z.string(),
    author: z.enum(["customer", "participant", "agent", "automatic"]),
  }),
  about.extend({ type: z.literal("ticket.tagged"), tags: z.array(z.string()) }),
  about.extend({ type: z.literal("ticket.merged"), into: about.shape.ticket }),
  about.extend({ type: z.literal("ticket.reopened") }),
  about.extend({ type: z.literal("ticket.deleted") }),
]);

const TYPES = ["onboarding.requested", ...ticketEvent.options.map(({ shape }) => shape.type.value)] as const;

const envelope = z.object({
  type: z.enum(TYPES),
  data: z.record(z.string(), z.unknown(), "fault.request-fields"),
});

function read(payload: unknown): TicketMessage | { readonly faults: readonly Fault[] } {
  const message = envelope.safeParse(payload);
  if (!message.success) return { faults: faultsOf(message.error, payload) };
  const { type, data } = message.data;
  if (type === "onboarding.requested") {
    // An invalid ticket number is reported with all other errors.
    return { type, ticket: about.safeParse(data).data?.ticket ?? "", data, isVouched: true };
  }
  const { data: event, error } = ticketEvent.safeParse({ ...data, type });
  if (error !== undefined) return { faults: faultsOf(error, data) };
  return event.type === "ticket.commented" ? commented(event.ticket, event.author, event.text) : event;
}
