import * as z from "zod";
import { utcDay } from "#core/names/utc-time";
import { MAILS_A_DAY } from "#core/notices/mail-digest";
import type { Key, Table } from "#core/table";

const DAY_MS = 86_400_000;

/** How often a write of the counter is tried if others come first. */
const TRIES = 5;

const counter = z.object({ version: z.number().int(), sent: z.number().int() });

/**
 * An address, and the owner about whose domains it gets mail. Owners are counted separately, so that one
 * cannot use up another's allowance.
 */
export interface MailRecipient {
  readonly address: string;
  readonly owner: string;
}

/**
 * Counts one more mail to an address about an owner's domains; returns false if today's allowance is used up.
 */
export async function takeAllowance(
  table: Table,
  { address, owner }: MailRecipient,
  now: number,
): Promise<boolean> {
  const key: Key = { pk: `recipient#${address.toLowerCase()}`, sk: `mails#${utcDay(now)}#${owner}` };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const item = await table.get(key);
    const current = item === undefined ? undefined : counter.parse(item);
    const sent = (current?.sent ?? 0) + 1;
    if (sent > MAILS_A_DAY) return false;
    const forgetAt = Math.ceil((now + 2 * DAY_MS) / 1000);
    const counted = { ...key, version: (current?.version ?? 0) + 1, sent, forgetAt };
    if (await table.commit([{ item: counted, expectedVersion: current?.version }])) return true;
  }
  return false;
}
