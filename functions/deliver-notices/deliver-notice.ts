import { HelpDeskAccessError, HelpDeskBusyError, HelpDeskRefusedError } from "#core/help-desks/errors";
import { type SentWords, sentWordsPut } from "#core/notices/sent-words";
import type { Notice } from "#core/onboarding/event";
import type { Table } from "#core/table";
import { LAST_TRY, LAST_TRY_WITHOUT_ACCESS, MOST_POSTPONED } from "./back-off.ts";
import type { Moment } from "./delivery-trigger.ts";
import { type Lease, leaseNotice } from "./notice-progress.ts";
import type { Sending } from "./sending.ts";

/**
 * The result for one notice in one run. `busy`: another run is sending it. `postponed`: the service asks to
 * retry later.
 */
export type Outcome = { readonly notice: Notice } & (
  | { readonly state: "sent" }
  | { readonly state: "sent-before" }
  | { readonly state: "in-digest" }
  | { readonly state: "superseded" }
  | { readonly state: "busy" }
  | { readonly state: "postponed"; readonly until: number }
  | { readonly state: "failed"; readonly errorName: string }
  | { readonly state: "given-up"; readonly errorName: string }
);

/**
 * Sends one notice, unless it was sent or another run is sending it. A failure is returned, so that the other
 * notices are still sent.
 */
export async function deliverNotice(sending: Sending, moment: Moment, table: Table): Promise<Outcome> {
  const { notice } = sending;
  const { now } = moment;
  let tries = 0;
  try {
    const lease = await leaseNotice(table, sending, moment);
    if (typeof lease === "string") return { state: lease === "sent" ? "sent-before" : lease, notice };
    tries = lease.tries;
    // A run that was killed while sending reported no failure, but its attempt counts.
    if (tries > LAST_TRY) return { state: "given-up", notice, errorName: "TriesUsedUp" };
    const until = await sendOrPostpone(sending, lease, now, table);
    return until === undefined ? { state: "sent", notice } : { state: "postponed", notice, until };
  } catch (error) {
    return { state: tries >= lastTry(error) ? "given-up" : "failed", notice, errorName: nameOf(error) };
  }
}

/** Sends the notice; returns the time of the next attempt if the service asks to retry later. */
async function sendOrPostpone(
  sending: Sending,
  lease: Lease,
  now: number,
  table: Table,
): Promise<number | undefined> {
  let words: SentWords | undefined;
  try {
    words = await sending.send(lease.isRetry);
  } catch (error) {
    if (error instanceof HelpDeskBusyError && lease.timesPostponed < MOST_POSTPONED) {
      const until = now + error.afterMs;
      await lease.postpone(until);
      return until;
    }
    await lease.end();
    throw error;
  }
  await lease.sent();
  if (words !== undefined) await table.commit([sentWordsPut(sending.pk, sending.notice, words, now)]);
  return undefined;
}

/** Errors that only a person can fix get fewer attempts, so that the dead letter appears sooner. */
function lastTry(error: unknown): number {
  if (error instanceof HelpDeskRefusedError) return 1;
  return error instanceof HelpDeskAccessError ? LAST_TRY_WITHOUT_ACCESS : LAST_TRY;
}

/** Only the name is stored, because a service's message may contain an e-mail address. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "UnknownError";
}
