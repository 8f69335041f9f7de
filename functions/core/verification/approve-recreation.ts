import { addSignal, awaitsRecords } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";
import { isRecreated, isRestartStuck } from "./dkim-restart.ts";

/** True if an operator may say that the identity is deleted and made anew: no other way to begin DKIM anew is left. */
export function mayBeRecreated(current: Onboarding): boolean {
  return isRestartStuck(current) && !isRecreated(current.ses) && awaitsRecords(current);
}

/**
 * What becomes of an onboarding when an operator says that its identity may be deleted and made anew: the last way to
 * begin DKIM anew, once a spell of right records. Nothing while any other way is left, or SES has not given up.
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
