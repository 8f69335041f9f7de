import { restartInactivityClock } from "#core/onboarding/changes/inactivity-clock";
import { type Incident, openIncident } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import { SES_GIVES_UP_AFTER_MS, START_GRACE_MS } from "#core/onboarding/schedule";
import type { Change } from "#core/onboarding/store";

/** The two things that SES watches on its own. */
export type SesSubject = Incident["ses"][number]["subject"];

/** What SES says of a verified domain. */
export interface SesStatus {
  readonly subject: SesSubject;
  readonly status: "PENDING" | "SUCCESS" | "FAILED" | "TEMPORARY_FAILURE" | "NOT_STARTED";
}

/** What becomes of a ready domain by what SES says: worse at once, better only once all is. */
export function afterSesStatus(
  current: Onboarding,
  words: readonly SesStatus[],
  now: number,
): Change | undefined {
  if (current.status !== "ready") return undefined;
  const gaveUp = words.filter(({ status }) => status === "FAILED").map(({ subject }) => subject);
  if (gaveUp.length > 0) return loseDomain(current, { records: recordsOf(current, gaveUp), gaveUp }, now);
  const open = openIncident(current);
  const known = open?.ses ?? [];
  const persisting = known.filter(({ subject }) => !isSaid(words, subject, "SUCCESS"));
  const fresh = words
    .filter(
      ({ status, subject }) =>
        status === "TEMPORARY_FAILURE" && !known.some((one) => one.subject === subject),
    )
    .map(({ subject }) => ({ subject, givesUpAt: now + SES_GIVES_UP_AFTER_MS }));
  const ses = [...persisting, ...fresh];
  if (fresh.length > 0) {
    const records = recordsOf(
      current,
      ses.map(({ subject }) => subject),
    );
    return {
      set: { incident: { since: open?.since ?? now, ses, records } },
      event: { type: "domain_degraded", at: now, by: "sendworthy", idempotencyKey: occasionOf(fresh, now) },
    };
  }
  if (open === undefined || ses.length === known.length) return undefined;
  return ses.length === 0 ? closeIncident(open, now) : { set: { incident: { ...open, ses } } };
}

/** What becomes of a ready domain whose records are gone: it goes through the machine again, as a new attempt. */
export function loseDomain(
  current: Onboarding,
  { records, moved, gaveUp = [] }: Pick<Incident, "records" | "moved"> & { readonly gaveUp?: SesSubject[] },
  now: number,
): Change | undefined {
  if (current.status !== "ready") return undefined;
  const open = openIncident(current);
  const attempt = current.attempt + 1;
  const { count } = current.signals;
  return {
    transition: "lose",
    set: {
      attempt,
      incident: {
        since: open?.since ?? now,
        lostAt: now,
        records,
        ses: open?.ses ?? [],
        ...(gaveUp.length > 0 && { gaveUp }),
        ...(moved && { moved }),
      },
      ...restartInactivityClock(current, now),
      // What was said and seen before it was ready says nothing of now.
      signals: { count, seen: count },
      // The notice of the loss names the records already.
      notifiedProblemAt: now,
      ses: { reads: 0 },
      schedule: { awaited: "notConfirmed", tries: 0, nextCheckAt: now },
      queue: "open",
      dueAt: now + START_GRACE_MS,
    },
    clear: ["notifiedProblem"],
    event: { type: "domain_lost", at: now, by: "sendworthy", idempotencyKey: String(attempt) },
  };
}

/**
 * What becomes of a ready domain whose identity somebody deleted in SES: its next attempt fails for that. Operations hear
 * of the failure; of whoever looks after the DNS nothing is wanted.
 */
export function identityDeletedInSes(current: Onboarding, now: number): Change | undefined {
  const change = loseDomain(current, { records: [] }, now);
  return change?.event && { ...change, event: { ...change.event, isQuiet: true } };
}

/** The end of a trouble, told once. */
export function closeIncident(open: Incident, now: number): Pick<Change, "set" | "event"> {
  return {
    set: { incident: { ...open, overAt: now } },
    event: { type: "domain_recovered", at: now, by: "sendworthy", idempotencyKey: String(open.since) },
  };
}

function isSaid(words: readonly SesStatus[], subject: SesSubject, status: SesStatus["status"]): boolean {
  return words.some((word) => word.subject === subject && word.status === status);
}

function occasionOf(fresh: readonly { readonly subject: SesSubject }[], now: number): string {
  return `${fresh.map(({ subject }) => subject).join("+")}/${now}`;
}

/** SES looks at the MX of the MAIL FROM domain, and not at its SPF record. */
function recordsOf(
  { records, lastCheck: look }: Onboarding,
  subjects: readonly SesSubject[],
): Incident["records"] {
  return records
    .filter(({ purpose }) =>
      purpose === "dkim"
        ? subjects.includes("dkim")
        : purpose === "mail-from-mx" && subjects.includes("mail-from"),
    )
    .map(({ name, type }) => {
      const seen = look?.records.find(({ record }) => record.name === name && record.type === type);
      return { name, type, ...(seen?.rightAt !== undefined && { rightAt: seen.rightAt }) };
    });
}
