import type { Onboarding } from "#core/onboarding/onboarding";

type Answerable = Pick<Onboarding, "signals" | "lastCheck" | "answered" | "ses">;

/** True if a check has followed what was written in the ticket, and nobody was answered yet. */
export function awaitsAnswer({ signals, lastCheck, answered }: Answerable): boolean {
  const { wroteInTicketAt } = signals;
  if (wroteInTicketAt === undefined || lastCheck === undefined) return false;
  return lastCheck.at >= wroteInTicketAt && (answered?.at ?? 0) <= wroteInTicketAt;
}

/** Everything that an answer says: it is not repeated while this stays the same. */
export function answeredState({ lastCheck, ses }: Answerable): string {
  const records = lastCheck?.records.map(({ state }) => state) ?? [];
  const { dkim = "unknown", mailFrom = "unknown" } = ses.status ?? {};
  return [...records, dkim, mailFrom].join(" ");
}
