import { addSignal, hasUnseenSignal, isAwaiting } from "#core/onboarding/changes/signals";
import type { IdentityStatus, Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";

/** The SES status of one identity, as a read of many identities returns it. */
export type SeenStatus = Pick<IdentityStatus, "dkim" | "mailFrom">;

/**
 * Returns the change after SES was read while only SES is awaited. A relevant answer makes the execution
 * check again; any other returns `undefined`. Only a complete answer is stored; after another one the check
 * reads SES itself. `seen` is `undefined` if SES no longer knows the identity. `slotAt` is an SES slot for
 * the state after the check.
 */
export function sesRead(
  current: Onboarding,
  seen: SeenStatus | IdentityStatus | undefined,
  now: number,
  slotAt?: number,
): Change | undefined {
  const { ses } = current;
  if (!isAwaiting(current) || hasUnseenSignal(current)) return undefined;
  if (seen === undefined) return { set: addSignal(current, {}) };
  if (!isNews(seen, ses.status)) return undefined;
  const kept =
    "verification" in seen
      ? { ses: { ...ses, status: seen, readAt: now, reads: ses.reads + 1, ...(slotAt && { slotAt }) } }
      : {};
  return { set: { ...addSignal(current, {}), ...kept } };
}

/**
 * True if SES has verified DKIM and MAIL FROM; only the project's configuration is left, which also calls
 * SES.
 */
export function hasVerifiedAll({ dkim, mailFrom }: SeenStatus): boolean {
  return dkim === "SUCCESS" && mailFrom === "SUCCESS";
}

/** While DKIM is pending, the status of MAIL FROM matters only if SES has given it up. */
function isNews(seen: SeenStatus | IdentityStatus, before: IdentityStatus | undefined): boolean {
  if (seen.dkim !== before?.dkim && isOver(seen.dkim)) return true;
  if (seen.mailFrom !== before?.mailFrom && (seen.mailFrom === "FAILED" || seen.dkim === "SUCCESS"))
    return true;
  return "verification" in seen && before !== undefined && isOtherIdentity(seen, before);
}

function isOver(status: IdentityStatus["dkim"]): boolean {
  return status === "SUCCESS" || status === "FAILED";
}

/** True if the identity was changed in SES itself, not by Sendworthy. */
function isOtherIdentity(seen: IdentityStatus, before: IdentityStatus): boolean {
  return (
    seen.signingOff !== before.signingOff ||
    seen.mailFromDomain !== before.mailFromDomain ||
    seen.tokens?.join() !== (before.tokens ?? seen.tokens)?.join()
  );
}
