import { type NoticeProgress, noticeKey, noticeProgress } from "#core/notices/notice-progress";
import type { Key, Table } from "#core/table";
import type { Moment } from "./delivery-trigger.ts";
import type { Sending, SendingPlan } from "./sending.ts";

/**
 * A lease begins when the schedule first sees that a notice is being sent. It is longer than the possible
 * delay of that schedule event (3 minutes) plus the longest run (1 minute). At its end, no earlier run can
 * still be sending.
 */
export const LEASE_MS = 5 * 60_000;

/**
 * How often planning is repeated if another write of the digest came first; afterwards the schedule tries
 * again.
 */
const PLAN_TRIES = 5;

/** The exclusive right of one run to send a notice. */
export interface Lease {
  /** The number of attempts including this one, but without those that the service postponed. */
  readonly tries: number;
  /** True after an earlier attempt: the service may already have accepted the notice. */
  readonly isRetry: boolean;
  /** How many times the service asked to retry later. */
  readonly timesPostponed: number;
  /** Records that the service accepted the notice. */
  sent(): Promise<void>;
  /** Ends the lease after a failure. */
  end(): Promise<void>;
  /** Ends the lease, and prevents further attempts before this time. */
  postpone(until: number): Promise<void>;
}

/** Why a run may not send a notice: another run is sending it, or its delivery is decided. */
export type Unleased = "busy" | Exclude<NoticeProgress["state"], "sending">;

/**
 * Takes the right to send a notice, which is recorded before sending. A run that crashes after the service
 * accepted the notice causes at most one more message.
 */
export async function leaseNotice(
  table: Table,
  sending: Sending,
  { cause, now }: Moment,
): Promise<Lease | Unleased> {
  const key = noticeKey(sending.pk, sending.notice);
  const put = progressWriter(table, sending);
  // The first delivery of a notice without a plan needs no read: the write fails if the notice is known.
  if (cause === "stream" && sending.plan === undefined && (await put(undefined, FIRST_TRY)))
    return leaseOf(FIRST_TRY, now, updater(table, key, put, FIRST_TRY));
  const current = await readProgress(table, key);
  if (current !== undefined && current.state !== "sending") return current.state;
  // Only the schedule's time can be trusted: a stream record may be hours late.
  if (current !== undefined && cause === "stream") return "busy";
  if (current !== undefined && current.leaseUntil === undefined) {
    await put(current, { ...current, leaseUntil: now + LEASE_MS });
    return "busy";
  }
  if (current?.leaseUntil !== undefined && current.leaseUntil > now) return "busy";
  const { tries = 0, timesPostponed = 0, version = 0 } = current ?? {};
  // The plan is made before the lease, to keep the time between lease and sending short.
  const settled = await settle(sending.plan, (state, planned) =>
    put(current, { tries, timesPostponed, ...state }, planned),
  );
  if (settled !== undefined) return settled;
  const leased: NoticeProgress = { version: version + 1, state: "sending", tries: tries + 1, timesPostponed };
  if (!(await put(current, leased))) return "busy";
  return leaseOf(leased, now, updater(table, key, put, leased));
}

const FIRST_TRY: NoticeProgress = { version: 1, state: "sending", tries: 1, timesPostponed: 0 };

/** Replaces one progress of a notice with another; returns false if another run has changed it. */
type PutProgress = (
  from: NoticeProgress | undefined,
  to: Omit<NoticeProgress, "version">,
  plan?: SendingPlan,
) => Promise<boolean>;

function progressWriter(table: Table, { pk, notice, forgetAt }: Sending): PutProgress {
  const lasting = { ...noticeKey(pk, notice), ...(forgetAt !== undefined && { forgetAt }) };
  return (from, to, plan) => {
    const item = { ...to, ...lasting, version: (from?.version ?? 0) + 1 };
    const puts = plan?.kind === "digest" ? [plan.put] : [];
    return table.commit([{ item, expectedVersion: from?.version }, ...puts]);
  };
}

/** Returns a function that changes the progress of a leased notice. */
function updater(
  table: Table,
  key: Key,
  put: PutProgress,
  leased: NoticeProgress,
): (next: Partial<NoticeProgress>) => Promise<void> {
  return async (next) => {
    if (await put(leased, { ...leased, ...next })) return;
    // The schedule has set the end of the lease meanwhile.
    const seen = await readProgress(table, key);
    if (seen !== undefined) await put(seen, { ...seen, ...next });
  };
}

/**
 * Records a plan not to send the notice separately, and plans again if another write came first; `undefined`
 * if it is to be sent.
 */
async function settle(
  plan: Sending["plan"],
  record: (progress: Pick<NoticeProgress, "state" | "digest">, planned: SendingPlan) => Promise<boolean>,
): Promise<Unleased | undefined> {
  if (plan === undefined) return undefined;
  for (let tries = 0; tries < PLAN_TRIES; tries += 1) {
    const planned = await plan();
    if (planned.kind === "send") return undefined;
    const state = planned.kind === "digest" ? "in-digest" : planned.kind;
    const digest = planned.kind === "digest" ? { digest: planned.digest } : {};
    if (await record({ state, ...digest }, planned)) return state;
  }
  return "busy";
}

function leaseOf(
  { tries, timesPostponed }: NoticeProgress,
  now: number,
  update: (next: Partial<NoticeProgress>) => Promise<void>,
): Lease {
  return {
    tries: tries - timesPostponed,
    isRetry: tries > 1,
    timesPostponed,
    sent: () => update({ state: "sent" }),
    end: () => update({ leaseUntil: now }),
    postpone: (until) => update({ leaseUntil: until, timesPostponed: timesPostponed + 1 }),
  };
}

/** Reads the delivery state of a notice; `undefined` if sending was never started. */
export async function readProgress(table: Pick<Table, "get">, key: Key): Promise<NoticeProgress | undefined> {
  const item = await table.get(key);
  return item === undefined ? undefined : noticeProgress.parse(item);
}
