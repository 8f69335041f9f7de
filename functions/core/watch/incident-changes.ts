import { nextAttempt } from "#core/onboarding/changes/next-attempt";
import { type Incident, openIncident } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import { SES_GIVES_UP_AFTER_MS } from "#core/onboarding/schedule";
import type { Change } from "#core/onboarding/store";

/** The two parts of an identity that SES keeps checking: DKIM and MAIL FROM. */
export type SesSubject = Incident["ses"][number]["subject"];

/** The status of one part of a verified identity. */
export interface SesStatus {
  readonly subject: SesSubject;
  readonly status: "PENDING" | "SUCCESS" | "FAILED" | "TEMPORARY_FAILURE" | "NOT_STARTED";
}

/**
 * Changes a ready domain by its SES statuses. A failure counts at once; a recovery counts only when all parts
 * have recovered.
 */
export function afterSesStatus(
  current: Onboarding,
  statuses: readonly SesStatus[],
  now: number,
): Change | undefined {
  if (current.status !== "ready") return undefined;
  const gaveUp = statuses.filter(({ status }) => status === "FAILED").map(({ subject }) => subject);
  if (gaveUp.length > 0) return loseDomain(current, { records: recordsOf(current, gaveUp), gaveUp }, now);
  const open = openIncident(current);
  const known = open?.ses ?? [];
  const persisting = known.filter(({ subject }) => !hasStatus(statuses, subject, "SUCCESS"));
  const added = statuses
    .filter(
      ({ status, subject }) =>
        status === "TEMPORARY_FAILURE" && !known.some((one) => one.subject === subject),
    )
    .map(({ subject }) => ({ subject, givesUpAt: now + SES_GIVES_UP_AFTER_MS }));
  const ses = [...persisting, ...added];
  if (added.length > 0) {
    const records = recordsOf(
      current,
      ses.map(({ subject }) => subject),
    );
    return {
      set: { incident: { since: open?.since ?? now, ses, records } },
      event: { type: "domain_degraded", at: now, by: "sendworthy", idempotencyKey: keyOf(added, now) },
    };
  }
  if (open === undefined || ses.length === known.length) return undefined;
  return ses.length === 0 ? closeIncident(open, now) : { set: { incident: { ...open, ses } } };
}

/** Sends a ready domain whose records are gone through the state machine again, in a new attempt. */
export function loseDomain(
  current: Onboarding,
  { records, moved, gaveUp = [] }: Pick<Incident, "records" | "moved"> & { readonly gaveUp?: SesSubject[] },
  now: number,
): Change | undefined {
  if (current.status !== "ready") return undefined;
  const open = openIncident(current);
  return {
    transition: "lose",
    set: {
      ...nextAttempt(current, now),
      incident: {
        since: open?.since ?? now,
        lostAt: now,
        records,
        ses: open?.ses ?? [],
        ...(gaveUp.length > 0 && { gaveUp }),
        ...(moved && { moved }),
      },
      // The `domain_lost` notice has already listed the records.
      notifiedProblemAt: now,
      // SES statuses from before the loss are invalid.
      ses: { reads: 0 },
    },
    clear: ["notifiedProblem"],
    event: { type: "domain_lost", at: now, by: "sendworthy", idempotencyKey: String(current.attempt + 1) },
  };
}

/**
 * Handles a ready domain whose identity was deleted in SES. The next attempt fails for that reason, which
 * notifies operations. The loss itself notifies nobody, because the DNS administrator can do nothing.
 */
export function identityDeletedInSes(current: Onboarding, now: number): Change | undefined {
  const change = loseDomain(current, { records: [] }, now);
  return change?.event && { ...change, event: { ...change.event, isQuiet: true } };
}

/** Closes an incident; its end is notified once. */
export function closeIncident(open: Incident, now: number): Pick<Change, "set" | "event"> {
  return {
    set: { incident: { ...open, overAt: now } },
    event: { type: "domain_recovered", at: now, by: "sendworthy", idempotencyKey: String(open.since) },
  };
}

function hasStatus(
  statuses: readonly SesStatus[],
  subject: SesSubject,
  status: SesStatus["status"],
): boolean {
  return statuses.some((one) => one.subject === subject && one.status === status);
}

function keyOf(added: readonly { readonly subject: SesSubject }[], now: number): string {
  return `${added.map(({ subject }) => subject).join("+")}/${now}`;
}

/** SES checks the MX of the MAIL FROM domain, and not its SPF record. */
function recordsOf({ records, lastCheck }: Onboarding, subjects: readonly SesSubject[]): Incident["records"] {
  return records
    .filter(({ purpose }) =>
      purpose === "dkim"
        ? subjects.includes("dkim")
        : purpose === "mail-from-mx" && subjects.includes("mail-from"),
    )
    .map(({ name, type }) => {
      const seen = lastCheck?.records.find(({ record }) => record.name === name && record.type === type);
      return { name, type, ...(seen?.rightAt !== undefined && { rightAt: seen.rightAt }) };
    });
}
