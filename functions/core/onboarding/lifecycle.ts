import { IllegalTransitionError } from "#core/errors";

/** The statuses of an onboarding. */
export const STATUSES = [
  "held",
  "requested",
  "records_issued",
  "confirmed",
  "verified",
  "configured",
  "ready",
  "lost",
  "expired",
  "cancelled",
  "failed",
] as const;

/** The statuses of an onboarding. */
export type Status = (typeof STATUSES)[number];

/** The lifecycle: event × status → status. What is not here cannot happen. */
export const LIFECYCLE = {
  // A held request has no execution before an operator approves it.
  approve: { held: "requested" },
  issue_records: {
    requested: "records_issued",
    records_issued: "records_issued",
    confirmed: "confirmed",
    lost: "lost",
  },
  confirm: { records_issued: "confirmed", confirmed: "confirmed" },
  amend: {
    requested: "requested",
    records_issued: "records_issued",
    confirmed: "records_issued",
    lost: "lost",
  },
  // A ready domain that an operator gives another MAIL FROM domain goes through the machine again.
  change_mail_from: { ready: "records_issued" },
  verify: { records_issued: "verified", confirmed: "verified", lost: "verified" },
  configure: { verified: "configured" },
  complete: { configured: "ready" },
  // A domain that was lost goes through the machine again, and stays lost until SES has verified it again.
  lose: { ready: "lost" },
  // An operator gives back a domain that its owner does not need any more.
  release: { ready: "cancelled" },
  cancel: {
    held: "cancelled",
    requested: "cancelled",
    records_issued: "cancelled",
    confirmed: "cancelled",
    lost: "cancelled",
  },
  // The domain belongs to another owner: in SES, or by a proof that came first.
  refuse: {
    held: "cancelled",
    requested: "cancelled",
    records_issued: "cancelled",
    confirmed: "cancelled",
    lost: "cancelled",
    failed: "cancelled",
  },
  expire: {
    held: "expired",
    requested: "expired",
    records_issued: "expired",
    confirmed: "expired",
    lost: "expired",
  },
  fail: {
    requested: "failed",
    records_issued: "failed",
    confirmed: "failed",
    verified: "failed",
    configured: "failed",
    lost: "failed",
  },
  // A redriven execution goes on where it failed.
  resume_requested: { failed: "requested" },
  resume_records_issued: { failed: "records_issued" },
  resume_confirmed: { failed: "confirmed" },
  resume_verified: { failed: "verified" },
  resume_configured: { failed: "configured" },
  resume_lost: { failed: "lost" },
} as const satisfies Record<string, Partial<Record<Status, Status>>>;

/** The events of the lifecycle. */
export type LifecycleEvent = keyof typeof LIFECYCLE;

/** The statuses in which records are awaited, before or after the domain was ready. */
export const AWAITING: readonly Status[] = ["requested", "records_issued", "confirmed", "lost"];

/** Statuses without an execution. */
export const FINAL_STATUSES: readonly Status[] = ["ready", "expired", "cancelled", "failed"];

/** True for a status in which an execution runs, and may fail. */
export function isOpen(status: Status): status is keyof typeof LIFECYCLE.fail {
  return Object.hasOwn(LIFECYCLE.fail, status);
}

/** The statuses from which `event` may happen. */
export function statusesBefore(event: LifecycleEvent): Status[] {
  const edges: Partial<Record<Status, Status>> = LIFECYCLE[event];
  return STATUSES.filter((status) => edges[status] !== undefined);
}

/** True if `event` may happen to an onboarding that is `status`. */
export function isAllowed(status: Status, event: LifecycleEvent): boolean {
  return statusesBefore(event).includes(status);
}

/** The status after `event`; throws IllegalTransitionError where the table has no edge. */
export function statusAfter(status: Status, event: LifecycleEvent): Status {
  const edges: Partial<Record<Status, Status>> = LIFECYCLE[event];
  const next = edges[status];
  if (next === undefined) throw new IllegalTransitionError(status, event);
  return next;
}
