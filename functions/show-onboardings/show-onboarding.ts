import { readClaims } from "#core/claims/claim-store";
import { ticketUrl } from "#core/help-desks/ticket-url";
import { approvalEffect } from "#core/intake/approval-effect";
import { decideApproval } from "#core/intake/approve-held";
import { isAtOrBelow } from "#core/names/domain-name";
import { withNotices } from "#core/notices/notice-states";
import { SENT_WORDS } from "#core/notices/sent-words";
import { onboardingEvent } from "#core/onboarding/event";
import { executionName, type Onboarding, onboarding, onboardingKey } from "#core/onboarding/onboarding";
import { isOnboardingId } from "#core/onboarding/onboarding-id";
import { stage } from "#core/onboarding/stage";
import type { Partitions, Table } from "#core/table";
import { NO_RULES } from "#core/tickets/domain-rules";
import { operatorsAnswer, unknownToOperators } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import type { ShowOnboardingsDeps } from "./deps.ts";
import { executionUrl } from "./execution-url.ts";
import { detailsOf } from "./onboarding-view.ts";

/** `GET /onboardings/{onboardingId}`: one onboarding with its events. */
export async function showOnboarding(
  onboardingId: string,
  { table, trail, partitions, settings, stateMachineArn }: ShowOnboardingsDeps,
): Promise<HttpResponse> {
  const item = isOnboardingId(onboardingId) ? await table.get(onboardingKey(onboardingId)) : undefined;
  if (item === undefined) return unknownToOperators("onboarding");
  const current = onboarding.parse(item);
  const items = await trail.last(onboardingId, "event#");
  const events = await Promise.all(items.map((event) => withNotices(table, onboardingEvent.parse(event))));
  const stages = (await trail.last(onboardingId, "stage#")).map((stored) => stage.parse(stored));
  return operatorsAnswer({
    ...detailsOf(current, { events, stages, kept: await keptNotices(onboardingId, partitions) }),
    ticketUrl: ticketUrl(current.source, current.ticket, (await settings()).helpDesks) ?? null,
    // A held request has no execution yet.
    executionUrl:
      current.status === "held" ? null : (executionUrl(stateMachineArn, executionName(current)) ?? null),
    approval: await approvalOf(current, table),
    claims: await claimsFor(current, table),
  });
}

/** Returns the ids of the notices whose text is stored. */
async function keptNotices(
  onboardingId: string,
  { between }: Pick<Partitions, "between">,
): Promise<Set<string>> {
  const items = await between(onboardingId, SENT_WORDS, `${SENT_WORDS}~`);
  return new Set(items.map(({ sk }) => sk.slice(SENT_WORDS.length)));
}

/** Returns all owners' claims on the names of an onboarding, and on names above and below them. */
async function claimsFor({ identity, mailFrom }: Onboarding, table: Pick<Table, "get">) {
  const { entries } = await readClaims(table, identity);
  return entries.filter(({ name }) =>
    [identity, mailFrom].some((one) => isAtOrBelow(one, name) || isAtOrBelow(name, one)),
  );
}

/**
 * Returns the effect of approving a held request; the deployer's rules are applied only when it is approved.
 */
async function approvalOf(current: Onboarding, table: Pick<Table, "get">) {
  if (current.status !== "held") return null;
  const approval = await decideApproval(current, { table, readDomainRules: async () => NO_RULES });
  return approvalEffect(current, approval);
}
