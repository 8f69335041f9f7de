import type { IdentityStatus, Onboarding } from "#core/onboarding/onboarding";
import type { DkimState } from "#core/watch/identity-watch";
import {
  decideSigning,
  type SigningDecision,
  signingAgain,
  signingDisabled,
} from "#core/watch/signing-changes";
import { type WatchedDomain, watchedPut } from "#core/watch/watched-domain";
import { logger } from "#platform/observability";
import { changeWatched } from "./change-watched.ts";
import type { WatchDeps } from "./deps.ts";
import type { Slots } from "./slots.ts";

/**
 * Switches DKIM signing on again if Sendworthy made the identity, and otherwise notifies operations. The
 * policies of from addresses are checked at once, because unsigned mail may fail DMARC.
 */
export async function keepSigning(
  watched: WatchedDomain,
  current: Onboarding,
  dkim: DkimState | undefined,
  now: number,
  deps: WatchDeps,
  slots: Slots,
): Promise<void> {
  const { identity } = watched;
  const { decision, status } = await decideWithIdentity(current, dkim, deps, slots);
  if (decision.kind === "enable") {
    const slot = await slots.take();
    if (slot === undefined) return;
    await slot();
    await deps.signer.enable(identity);
    logger.warn("DKIM signing was off and is switched on again", { event: "SIGNING_ENABLED", identity });
  } else if (decision.kind === "notify" || decision.kind === "signing-again") {
    await changeWatched(watched, deps, (latest, watch) => {
      const change = status === undefined ? signingAgain(latest) : signingDisabled(latest, status, now);
      return change && { ...change, also: [watchedPut(watch, { dueAt: now })] };
    });
  }
}

/** Reads the identity in an SES slot, if the decision needs it. Without a slot, the next pass tries again. */
async function decideWithIdentity(
  current: Onboarding,
  dkim: DkimState | undefined,
  { reader }: WatchDeps,
  slots: Slots,
): Promise<{ readonly decision: SigningDecision; readonly status?: IdentityStatus }> {
  const decision = decideSigning(current, dkim);
  if (decision.kind !== "need-identity") return { decision };
  const slot = await slots.take();
  if (slot === undefined) return { decision };
  await slot();
  const status = await reader.read(current.identity);
  return status === undefined ? { decision } : { decision: decideSigning(current, dkim, status), status };
}
