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

/** A status of an onboarding. */
export type Status = (typeof STATUSES)[number];

/** The lifecycle: for each event, the status that follows each permitted status. */
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
  // A ready domain that gets another MAIL FROM domain from an operator goes through the state machine again.
  change_mail_from: { ready: "records_issued" },
  verify: { records_issued: "verified", confirmed: "verified", lost: "verified" },
  configure: { verified: "configured" },
  complete: { configured: "ready" },
  // A lost domain goes through the state machine again, and stays lost until SES has verified it again.
  lose: { ready: "lost" },
  // An operator releases a domain that its owner no longer needs.
  release: { ready: "cancelled" },
  cancel: {
    held: "cancelled",
    requested: "cancelled",
    records_issued: "cancelled",
    confirmed: "cancelled",
    lost: "cancelled",
  },
  // The domain belongs to another owner, either in SES or because that owner proved control first.
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
  // A redriven execution continues where it failed.
  resume_requested: { failed: "requested" },
  resume_records_issued: { failed: "records_issued" },
  resume_confirmed: { failed: "confirmed" },
  resume_verified: { failed: "verified" },
  resume_configured: { failed: "configured" },
  resume_lost: { failed: "lost" },
} as const satisfies Record<string, Partial<Record<Status, Status>>>;

/** An event of the lifecycle. */
export type LifecycleEvent = keyof typeof LIFECYCLE;

/** The statuses in which records are awaited, whether or not the domain was ready before. */
export const AWAITING: readonly Status[] = ["requested", "records_issued", "confirmed", "lost"];

/** The statuses in which no execution runs. */
export const FINAL_STATUSES: readonly Status[] = ["ready", "expired", "cancelled", "failed"];

/** True for a status in which an execution runs; it can fail. */
export function isOpen(status: Status): status is keyof typeof LIFECYCLE.fail {
  return Object.hasOwn(LIFECYCLE.fail, status);
}

/** Returns the statuses in which `event` may happen. */
export function statusesBefore(event: LifecycleEvent): Status[] {
  const edges: Partial<Record<Status, Status>> = LIFECYCLE[event];
  return STATUSES.filter((status) => edges[status] !== undefined);
}

/** True if `event` may happen in this status. */
export function isAllowed(status: Status, event: LifecycleEvent): boolean {
  return statusesBefore(event).includes(status);
}

/** Returns the status after `event`; throws IllegalTransitionError if the lifecycle does not permit it. */
export function statusAfter(status: Status, event: LifecycleEvent): Status {
  const edges: Partial<Record<Status, Status>> = LIFECYCLE[event];
  const next = edges[status];
  if (next === undefined) throw new IllegalTransitionError(status, event);
  return next;
}
