import { z } from "zod";
import { type Fault, faultsOf } from "#core/fault";
import { type OnboardingRequest, readRequest } from "#core/onboarding-request";

/** What a ticket's message asks for. */
export type TicketMessage =
  | { readonly type: "onboarding.requested"; readonly request: OnboardingRequest }
  | { readonly type: "onboarding.cancelled"; readonly ticket: string };

const envelope = z.object({
  type: z.enum(["onboarding.requested", "onboarding.cancelled"]),
  data: z.record(z.string(), z.unknown(), "an object with the fields of the request"),
});

const cancellation = z.object({ ticket: z.string().min(1).max(100) });

/** Reads a message of the generic source; lists every fault at once. */
export function readTicketMessage(body: unknown): TicketMessage | { readonly faults: readonly Fault[] } {
  const message = envelope.safeParse(body);
  if (!message.success) return { faults: faultsOf(message.error, body) };
  const { type, data } = message.data;
  if (type === "onboarding.requested") {
    const read = readRequest(data);
    return "faults" in read ? read : { type, request: read.request };
  }
  const read = cancellation.safeParse(data);
  return read.success ? { type, ticket: read.data.ticket } : { faults: faultsOf(read.error, data) };
}
