import * as z from "zod";
import type { Key } from "#core/table";

const DAY_MS = 24 * 60 * 60 * 1000;

/** If a send did not finish, another run may try it again after this time. */
const LEASE_MS = 30 * 60 * 1000;

/** How often sending one week's mail to one address is tried. */
const MOST_TRIES = 5;

/** The addresses are deleted by DynamoDB's time to live after this time. */
const KEPT_MS = 60 * DAY_MS;

/** The recipients of the mail about one week, and whether they received it. */
export const sentReports = z.object({
  version: z.number().int(),
  recipients: z.record(
    z.string(),
    z.object({ tries: z.number().int(), begunAt: z.number().int(), sentAt: z.number().int().optional() }),
  ),
});

/** The recipients of the mail about one week. */
type SentReports = z.infer<typeof sentReports>;

/** Returns the key of a week's item. */
export function sentReportsKey(monday: string): Key {
  return { pk: "weekly-report", sk: monday };
}

/** Returns whether the mail must still be sent to an address, and no other run is sending it. */
export function isUnsent({ recipients }: SentReports, address: string, now: number): boolean {
  const one = recipients[address];
  if (one === undefined) return true;
  return one.sentAt === undefined && one.tries < MOST_TRIES && now - one.begunAt >= LEASE_MS;
}

/** Returns the item when a mail to an address is about to be sent, or after SES accepted it. */
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
