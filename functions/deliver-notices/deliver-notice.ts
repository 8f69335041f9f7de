import type { Notice } from "#core/onboarding/event";
import type { Table } from "#core/table";
import {
  HelpDeskAccessError,
  HelpDeskBusyError,
  HelpDeskRefusedError,
} from "#core/tickets/help-desks/help-desk-errors";
import { LAST_TRY, LAST_TRY_WITHOUT_ACCESS, MOST_PUT_OFF } from "./back-off.ts";
import { nextDay } from "./daily-allowance.ts";
import type { Moment } from "./delivery-trigger.ts";
import { type Lease, leaseNotice } from "./notice-progress.ts";
import type { Sending } from "./sending.ts";

/** What came of one notice in one run; `busy`: another run has it in hand; `postponed`: nothing is lost, but not now. */
export type Outcome = { readonly notice: Notice } & (
  | { readonly state: "sent" }
  | { readonly state: "sent-before" }
  | { readonly state: "busy" }
  | { readonly state: "postponed"; readonly until: number }
  | { readonly state: "failed"; readonly errorName: string }
  | { readonly state: "given-up"; readonly errorName: string }
);

/** Sends one notice, if nobody did and nobody does; failing is an outcome, so that it hinders no other notice. */
export async function deliverNotice(sending: Sending, moment: Moment, table: Table): Promise<Outcome> {
  const { notice } = sending;
  const { now } = moment;
  let tries = 0;
  try {
    const lease = await leaseNotice(table, sending, moment);
    if (lease === "sent") return { state: "sent-before", notice };
    if (lease === "busy") return { state: "busy", notice };
    if (lease === "postponed") return { state: "postponed", notice, until: nextDay(now) };
    tries = lease.tries;
    // A run that is killed while sending reports no failure, but it has begun one more try.
    if (tries > LAST_TRY) return { state: "given-up", notice, errorName: "TriesUsedUp" };
    const until = await sendOrPutOff(sending, lease, now);
    return until === undefined ? { state: "sent", notice } : { state: "postponed", notice, until };
  } catch (error) {
    return { state: tries >= lastTry(error) ? "given-up" : "failed", notice, errorName: nameOf(error) };
  }
}

/** When to come again, if the service asks to. */
async function sendOrPutOff(sending: Sending, lease: Lease, now: number): Promise<number | undefined> {
  try {
    await sending.send(lease.isRetry);
  } catch (error) {
    if (error instanceof HelpDeskBusyError && lease.timesPutOff < MOST_PUT_OFF) {
      const until = now + error.afterMs;
      await lease.putOff(until);
      return until;
    }
    await lease.end();
    throw error;
  }
  await lease.sent();
  return undefined;
}

/** What only a person can mend does not get better by trying: that person hears of it sooner. */
function lastTry(error: unknown): number {
  if (error instanceof HelpDeskRefusedError) return 1;
  return error instanceof HelpDeskAccessError ? LAST_TRY_WITHOUT_ACCESS : LAST_TRY;
}

/** Only the name: a service's message may hold an address. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "UnknownError";
}
