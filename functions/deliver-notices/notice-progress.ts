import { type NoticeProgress, noticeKey, noticeProgress } from "#core/notice-progress";
import type { Notice } from "#core/onboarding-event";
import type { Key, Table } from "#core/table";

/**
 * Far longer than a run may take: a run that was killed can't be sending any more when its lease ends. A run's time is
 * that of its stream record, which may have come minutes late, so that its lease ends sooner than it seems.
 */
const LEASE_MS = 5 * 60_000;

/** A notice that this run, and no other, may send now. */
export interface Lease {
  /** How often sending was begun, this time included. */
  readonly tries: number;
  /** Records that the service took it. */
  sent(): Promise<void>;
  /** Gives it back: the service did not take it. */
  end(): Promise<void>;
}

/**
 * Takes the right to send a notice, recorded before anything is sent: a run that dies between the service's acceptance
 * and our record leads to one more message, never to many. Nothing is taken that is not allowed now.
 */
export async function leaseNotice(
  table: Table,
  onboardingId: string,
  notice: Notice,
  now: number,
  isAllowed: () => Promise<boolean>,
): Promise<Lease | "sent" | "busy" | "postponed"> {
  const key = noticeKey(onboardingId, notice);
  const current = await read(table, key);
  if (current?.state === "sent") return "sent";
  if (current !== undefined && current.leaseUntil > now) return "busy";
  // Asked before the lease begins: between lease and sending lies as little as can be.
  if (!(await isAllowed())) return "postponed";
  const version = (current?.version ?? 0) + 1;
  const leased: NoticeProgress = {
    version,
    state: "sending",
    leaseUntil: now + LEASE_MS,
    tries: (current?.tries ?? 0) + 1,
  };
  const taken = await table.commit([{ item: { ...key, ...leased }, expectedVersion: current?.version }]);
  if (!taken) return "busy";
  const become = async (next: Partial<NoticeProgress>): Promise<void> => {
    const item = { ...key, ...leased, ...next, version: version + 1 };
    await table.commit([{ item, expectedVersion: version }]);
  };
  return {
    tries: leased.tries,
    sent: () => become({ state: "sent" }),
    end: () => become({ leaseUntil: now }),
  };
}

async function read(table: Table, key: Key): Promise<NoticeProgress | undefined> {
  const item = await table.get(key);
  return item === undefined ? undefined : noticeProgress.parse(item);
}
