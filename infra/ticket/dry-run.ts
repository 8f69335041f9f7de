import type { Source } from "#core/onboarding/ticket-source";
import type { Fault } from "#core/tickets/fault";
import { readRequest } from "#core/tickets/onboarding-request";
import type { ReadingSettings } from "#core/tickets/reading/reading-settings";
import { sourceNamed } from "../../functions/receive-ticket/sources.ts";

/** The request that a payload would become, or all its errors, as far as they can be known without the registry of projects. */
export function dryRun(
  source: Source,
  payload: unknown,
  settings: ReadingSettings,
): Readonly<Record<string, unknown>> | { readonly faults: readonly Fault[] } {
  const message = sourceNamed(source)?.read(payload, settings);
  if (message === undefined) throw new Error(`There is no source ${source}`);
  if ("faults" in message || message.type !== "onboarding.requested") return message;
  const read = readRequest(message.data);
  if ("faults" in read) return { type: message.type, ticket: message.ticket, faults: read.faults };
  const requester = message.isVouched
    ? "named by the source: asks at once if the registry knows it"
    : "only typed in the form: an operator has to approve";
  return { type: message.type, requester, request: read.request };
}
