import type { Source } from "#core/onboarding/ticket-source";
import { type WrittenFault, writtenFaults } from "#core/tickets/fault";
import { readRequest } from "#core/tickets/onboarding-request";
import type { ReadingSettings } from "#core/tickets/reading/reading-settings";
import { textsIn } from "#core/words/texts";
import { sourceNamed } from "../../functions/receive-ticket/sources.ts";

const ENGLISH = textsIn("en");
const { text } = ENGLISH;

/**
 * Returns the request that a payload would become, or all errors that can be found without the project
 * registry.
 */
export function dryRun(
  source: Source,
  payload: unknown,
  settings: ReadingSettings,
): Readonly<Record<string, unknown>> | { readonly faults: readonly WrittenFault[] } {
  const message = sourceNamed(source)?.read(payload, settings);
  if (message === undefined) throw new Error(text("operators.commands.ticket.no-source", { source }));
  if ("faults" in message) return { faults: writtenFaults(message.faults, ENGLISH) };
  if (message.type !== "onboarding.requested") return message;
  const read = readRequest(message.data);
  if ("faults" in read)
    return { type: message.type, ticket: message.ticket, faults: writtenFaults(read.faults, ENGLISH) };
  const requester = message.isVouched
    ? text("operators.commands.ticket.vouched")
    : text("operators.commands.ticket.typed");
  return { type: message.type, requester, request: read.request };
}
