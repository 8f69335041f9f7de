import { IdentityMissingError } from "#core/errors";
import type { Onboarding } from "#core/onboarding";
import { nextSlot } from "#core/ses-slot";
import { nextSesCall } from "#core/verdict";
import type { CheckDomainDeps } from "./check-domain.ts";

/** What SES is known to say after this look. */
export interface Asked {
  readonly ses: Onboarding["ses"];
  /** When the next call may be made, if it had to wait. */
  readonly slotAt?: number;
}

/** Makes the one SES call that can matter now, or takes a slot of the budget for it. */
export async function askSes(
  current: Onboarding & { readonly look: NonNullable<Onboarding["look"]> },
  now: number,
  deps: CheckDomainDeps,
): Promise<Asked> {
  const call = nextSesCall(current, current.look.records, now);
  if (call === undefined) return { ses: current.ses };
  const slotAt = await nextSlot(current, now, deps.budget);
  if (slotAt > now) return { ses: { ...current.ses, slotAt }, slotAt };
  const { slotAt: _used, ...ses } = current.ses;
  if (call === "read") {
    const status = await deps.identities.read(current.identity);
    if (status === undefined) throw new IdentityMissingError(current.identity);
    return { ses: { ...ses, status, readAt: now, reads: ses.reads + 1 } };
  }
  await deps.mailFrom.set(current.identity, current.mailFrom);
  const status = ses.status && {
    ...ses.status,
    mailFromDomain: current.mailFrom,
    mailFrom: "PENDING" as const,
  };
  return { ses: { ...ses, status } };
}
