import { openIncident } from "../incident.ts";
import type { Onboarding } from "../onboarding.ts";
import type { Change } from "../store.ts";

type Answerable = Pick<Onboarding, "signals" | "lastCheck" | "answered" | "ses" | "incident">;

/** True if a check took place after a comment in the ticket, and the comment is not answered yet. */
export function awaitsAnswer({ signals, lastCheck, answered }: Answerable): boolean {
  const { wroteInTicketAt } = signals;
  if (wroteInTicketAt === undefined || lastCheck === undefined) return false;
  return lastCheck.at >= wroteInTicketAt && (answered?.at ?? 0) <= wroteInTicketAt;
}

/** Describes everything that an answer says; while this stays the same, the answer is not repeated. */
export function answeredState({ lastCheck, ses, incident }: Answerable): string {
  const records = lastCheck?.records.map(({ state }) => state) ?? [];
  const { dkim = "unknown", mailFrom = "unknown" } = ses.status ?? {};
  const deadlines = openIncident({ incident })?.ses.map(
    ({ subject, givesUpAt }) => `${subject}/${givesUpAt}`,
  );
  return [...records, dkim, mailFrom, ...(deadlines ?? [])].join(" ");
}

/**
 * Answers a comment in the ticket of a domain that stopped working, once in each state. The watch checks such
 * a domain, so the answer does not wait for a check.
 */
export function answerAfterLoss(current: Onboarding, now: number): Change | undefined {
  const state = answeredState(current);
  const isSaid = current.answered?.state === state;
  if (current.status !== "ready" || openIncident(current) === undefined || isSaid) return undefined;
  return {
    set: { answered: { at: now, state } },
    event: { type: "answered", at: now, by: "sendworthy", idempotencyKey: String(now) },
  };
}
