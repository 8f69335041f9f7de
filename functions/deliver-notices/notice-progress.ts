import { type NoticeProgress, noticeKey, noticeProgress } from "#core/notices/notice-progress";
import type { Key, Table } from "#core/table";
import type { Moment } from "./delivery-trigger.ts";
import type { Sending } from "./sending.ts";

/**
 * From the first tick of the schedule that finds a notice in hand to the end of its lease: longer than that tick may be
 * late (3 minutes) and a run take (1 minute), so that whoever had it in hand can't be sending any more.
 */
export const LEASE_MS = 5 * 60_000;

/** A notice that this run, and no other, may send now. */
export interface Lease {
  /** How often sending was begun, this time included and those that the service put off left out. */
  readonly tries: number;
  /** Sending was begun before: it may have been taken. */
  readonly isRetry: boolean;
  /** How often the service asked to come again later. */
  readonly timesPutOff: number;
  /** Records that the service took it. */
  sent(): Promise<void>;
  /** Gives it back: the service did not take it. */
  end(): Promise<void>;
  /** Gives it back, and has it left alone until then: the service asked for it. */
  putOff(until: number): Promise<void>;
}

/**
 * Takes the right to send a notice, recorded before anything is sent: a run that dies between the service's acceptance
 * and our record leads to one more message, never to many. Nothing is taken that is not allowed now.
 */
export async function leaseNotice(
  table: Table,
  { pk, notice, forgetAt, isAllowed }: Sending,
  { cause, now }: Moment,
): Promise<Lease | "sent" | "busy" | "postponed"> {
  const key = noticeKey(pk, notice);
  const lasting = forgetAt === undefined ? {} : { forgetAt };
  const put = (from: NoticeProgress | undefined, to: Omit<NoticeProgress, "version">): Promise<boolean> => {
    const item = { ...key, ...to, ...lasting, version: (from?.version ?? 0) + 1 };
    return table.commit([{ item, expectedVersion: from?.version }]);
  };
  const current = await read(table, key);
  if (current?.state === "sent") return "sent";
  // Only the schedule knows what time it is: a stream record may come hours late.
  if (current !== undefined && cause === "stream") return "busy";
  if (current !== undefined && current.leaseUntil === undefined) {
    await put(current, { ...current, leaseUntil: now + LEASE_MS });
    return "busy";
  }
  if (current?.leaseUntil !== undefined && current.leaseUntil > now) return "busy";
  // Asked before the lease begins: between lease and sending lies as little as can be.
  if (!(await isAllowed())) return "postponed";
  const { tries = 0, putOff = 0, version = 0 } = current ?? {};
  const leased: NoticeProgress = { version: version + 1, state: "sending", tries: tries + 1, putOff };
  if (!(await put(current, leased))) return "busy";
  const become = async (next: Partial<NoticeProgress>): Promise<void> => {
    if (await put(leased, { ...leased, ...next })) return;
    // The schedule has seen the lease meanwhile.
    const seen = await read(table, key);
    if (seen !== undefined) await put(seen, { ...seen, ...next });
  };
  return {
    tries: leased.tries - putOff,
    isRetry: leased.tries > 1,
    timesPutOff: putOff,
    sent: () => become({ state: "sent" }),
    end: () => become({ leaseUntil: now }),
    putOff: (until) => become({ leaseUntil: until, putOff: putOff + 1 }),
  };
}

async function read(table: Table, key: Key): Promise<NoticeProgress | undefined> {
  const item = await table.get(key);
  return item === undefined ? undefined : noticeProgress.parse(item);
}
