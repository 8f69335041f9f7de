import { addSignal, awaitsRecords } from "#core/onboarding/changes/signals";
import { isRecreated, isRestartStuck } from "#core/onboarding/dkim-restart";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";

/** True if an operator may approve the recreation of the identity: no other restart of DKIM is left to try. */
export function mayBeRecreated(current: Onboarding): boolean {
  return isRestartStuck(current) && !isRecreated(current.ses) && awaitsRecords(current);
}

/**
 * Records an operator's approval to delete and recreate the identity: the last way to restart DKIM, used once
 * in a period of right records. `undefined` while another way is left, or while SES has not given up.
 */
export function approveRecreation(current: Onboarding, now: number, by: string): Change | undefined {
  const rightSince = current.ses.dkimRightSince;
  if (rightSince === undefined || !mayBeRecreated(current)) return undefined;
  return {
    set: {
      ...addSignal(current, { checkRequestedAt: now }),
      recreation: { approvedAt: now, by, rightSince },
    },
    event: { type: "recreation_approved", at: now, by, idempotencyKey: String(rightSince) },
  };
}
