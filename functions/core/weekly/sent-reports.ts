import * as z from "zod";
import type { Key } from "#core/table";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A sending that began and left no trace of its end is tried again after this. */
const LEASE_MS = 30 * 60 * 1000;

/** How often one address is tried for one week. */
const MOST_TRIES = 5;

/** The addresses are forgotten by DynamoDB's time to live. */
const KEPT_MS = 60 * DAY_MS;

/** Who has got the mail about one week. */
export const sentReports = z.object({
  version: z.number().int(),
  recipients: z.record(
    z.string(),
    z.object({ tries: z.number().int(), begunAt: z.number().int(), sentAt: z.number().int().optional() }),
  ),
});

/** Who has got the mail about one week. */
type SentReports = z.infer<typeof sentReports>;

/** Where the memory of a week lies. */
export function sentReportsKey(monday: string): Key {
  return { pk: "weekly-report", sk: monday };
}

/** Whether an address is still to get the mail, and no other run is sending it. */
export function isUnsent({ recipients }: SentReports, address: string, now: number): boolean {
  const one = recipients[address];
  if (one === undefined) return true;
  return one.sentAt === undefined && one.tries < MOST_TRIES && now - one.begunAt >= LEASE_MS;
}

/** The memory once the mail to an address is about to be sent, or once SES has taken it. */
export function withSending(
  before: SentReports,
  address: string,
  { now, isSent }: { readonly now: number; readonly isSent: boolean },
): SentReports & { readonly forgetAt: number } {
  const { tries = 0, begunAt = now } = before.recipients[address] ?? {};
  const after = isSent ? { tries, begunAt, sentAt: now } : { tries: tries + 1, begunAt: now };
  return {
    version: before.version + 1,
    recipients: { ...before.recipients, [address]: after },
    forgetAt: Math.floor((now + KEPT_MS) / 1000),
  };
}
