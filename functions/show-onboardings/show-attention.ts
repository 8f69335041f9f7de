import { openIncident, sesGivesUpAt } from "#core/onboarding/incident";
import { deskRefusals, lostNotices } from "#core/onboarding/trouble";
import { readAttention } from "#core/search/attention";
import type { Candidate } from "#core/search/attention-sections";
import type { HttpRequest } from "#platform/http/http-handler";
import { isoTime, operatorsAnswer } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import type { ShowOnboardingsDeps } from "./deps.ts";
import { decisionOf, summaryOf } from "./onboarding-view.ts";

/** `GET /attention`: the onboardings that need action, the most urgent first, each in one section. */
export async function showAttention(
  { now }: Pick<HttpRequest, "now">,
  deps: ShowOnboardingsDeps,
): Promise<HttpResponse> {
  const sections = await readAttention(now, deps);
  return operatorsAnswer({
    sections: sections.map(({ kind, found, isMore }) => ({
      kind,
      onboardings: found.map(attentionView),
      isMore,
    })),
  });
}

function attentionView({ current, events, awaitedSince }: Candidate) {
  const { requester, closedBecause, failedFrom, ownership, attempt, mutedAt, lastCheck, ses } = current;
  const open = openIncident(current);
  return {
    ...summaryOf(current, awaitedSince),
    requester,
    attempt,
    decision: decisionOf(current)?.subject ?? null,
    ses: { dkim: ses.status?.dkim ?? null, mailFrom: ses.status?.mailFrom ?? null },
    because: closedBecause ?? null,
    failedFrom: failedFrom ?? null,
    contestedBecause: ownership?.because ?? null,
    incident: open === undefined ? null : { since: isoTime(open.since), lostAt: isoTime(open.lostAt) },
    sesGivesUpAt: isoTime(sesGivesUpAt(open)),
    mutedAt: isoTime(mutedAt),
    // Advice does not block anything.
    findings: (lastCheck?.findings ?? []).flatMap(({ code, severity }) =>
      severity === "advice" ? [] : [code],
    ),
    lost: [...deskRefusals(events), ...lostNotices(events)].map(({ at, ...one }) => ({
      at: isoTime(at),
      ...one,
    })),
  };
}
