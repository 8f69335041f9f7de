import { z } from "zod";
import { utcDay } from "#core/names/utc-time";
import type { Key, Table } from "#core/table";

/** Mails that one address may get of us in a day (UTC), whatever goes wrong: far more than a person has use for. */
export const MAILS_PER_RECIPIENT_A_DAY = 20;

const DAY_MS = 86_400_000;

/** How often a count is read afresh because another run was faster. */
const TRIES = 5;

const counter = z.object({ version: z.number().int(), sent: z.number().int() });

/** Takes one of the mails that an address may get today; false when it has had them all, or others are faster. */
export async function takeAllowance(table: Table, address: string, now: number): Promise<boolean> {
  const key: Key = { pk: `recipient#${address.toLowerCase()}`, sk: `mails#${utcDay(now)}` };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const item = await table.get(key);
    const current = item === undefined ? undefined : counter.parse(item);
    const sent = (current?.sent ?? 0) + 1;
    if (sent > MAILS_PER_RECIPIENT_A_DAY) return false;
    const forgetAt = Math.ceil((now + 2 * DAY_MS) / 1000);
    const counted = { ...key, version: (current?.version ?? 0) + 1, sent, forgetAt };
    if (await table.commit([{ item: counted, expectedVersion: current?.version }])) return true;
  }
  return false;
}

/** When the next day begins. */
export function nextDay(now: number): number {
  return (Math.floor(now / DAY_MS) + 1) * DAY_MS;
}
