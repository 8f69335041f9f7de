import { addSignal, hasUnseenSignal, isAwaiting } from "#core/onboarding/changes/signals";
import type { IdentityStatus, Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";

/** What a read of many identities says of one. */
export type SeenStatus = Pick<IdentityStatus, "dkim" | "mailFrom">;

/**
 * SES was read while it alone was awaited. An answer from which something follows makes the execution check; `undefined` for
 * any other. Only a complete answer is kept: after another one the check reads SES itself, also where SES does not know the
 * identity any more, which is `seen` as `undefined`. `slotAt` is a slot of the SES budget for the state after the check.
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

/** True if SES has verified all: what is left is the configuration of the project, which calls SES as well. */
export function hasVerifiedAll({ dkim, mailFrom }: SeenStatus): boolean {
  return dkim === "SUCCESS" && mailFrom === "SUCCESS";
}

/** From MAIL FROM alone nothing follows while DKIM is pending, unless SES gave it up. */
function isNews(seen: SeenStatus | IdentityStatus, before: IdentityStatus | undefined): boolean {
  if (seen.dkim !== before?.dkim && isOver(seen.dkim)) return true;
  if (seen.mailFrom !== before?.mailFrom && (seen.mailFrom === "FAILED" || seen.dkim === "SUCCESS"))
    return true;
  return "verification" in seen && before !== undefined && isOtherIdentity(seen, before);
}

function isOver(status: IdentityStatus["dkim"]): boolean {
  return status === "SUCCESS" || status === "FAILED";
}

/** Somebody changed the identity in SES itself. */
function isOtherIdentity(seen: IdentityStatus, before: IdentityStatus): boolean {
  return (
    seen.signingOff !== before.signingOff ||
    seen.mailFromDomain !== before.mailFromDomain ||
    seen.tokens?.join() !== (before.tokens ?? seen.tokens)?.join()
  );
}
