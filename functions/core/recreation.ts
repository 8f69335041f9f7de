import { isRecreated, isRestartStuck } from "#core/dkim-restart";
import type { Onboarding } from "#core/onboarding";
import type { Change } from "#core/onboarding-store";
import { awaitsRecords, signalled } from "#core/signals";

/**
 * What becomes of an onboarding when an operator says that its identity may be deleted and made anew: the last way to
 * begin DKIM anew, once a spell of right records. Nothing while any other way is left, or SES has not given up.
 */
export function approveRecreation(current: Onboarding, now: number, by: string): Change | undefined {
  const spell = current.ses.dkimRightSince;
  const isLastWay = isRestartStuck(current) && !isRecreated(current.ses);
  if (spell === undefined || !isLastWay || !awaitsRecords(current)) return undefined;
  return {
    set: { ...signalled(current, { checkAskedAt: now }), recreation: { approvedAt: now, by, spell } },
    event: { type: "recreation_approved", at: now, by, occasion: String(spell) },
  };
}
