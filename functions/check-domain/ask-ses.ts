import { inSpell, restartDue } from "#core/dkim-restart";
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

type Looked = Onboarding & { readonly look: NonNullable<Onboarding["look"]> };

/** Makes the one SES call that can matter now, or takes a slot of the budget for it. */
export async function askSes(before: Looked, now: number, deps: CheckDomainDeps): Promise<Asked> {
  const current = { ...before, ses: inSpell(before.ses, before.look.records, now) };
  const call = nextSesCall(current, current.look.records, now);
  if (call === undefined) return { ses: current.ses };
  const slotAt = await nextSlot(current, now, deps.budget);
  if (slotAt > now) return { ses: { ...current.ses, slotAt }, slotAt };
  const { slotAt: _used, ...ses } = current.ses;
  return CALLS[call]({ ...current, ses }, now, deps);
}

const CALLS = { read, "set-mail-from": setMailFrom, "restart-dkim": restartDkim };

async function read({ identity, ses }: Looked, now: number, deps: CheckDomainDeps): Promise<Asked> {
  const status = await deps.identities.read(identity);
  if (status === undefined) throw new IdentityMissingError(identity);
  return { ses: { ...ses, status, readAt: now, reads: ses.reads + 1 } };
}

async function setMailFrom(
  { identity, mailFrom, ses }: Looked,
  _now: number,
  deps: CheckDomainDeps,
): Promise<Asked> {
  await deps.mailFrom.set(identity, mailFrom);
  const status = ses.status && { ...ses.status, mailFromDomain: mailFrom, mailFrom: "PENDING" as const };
  return { ses: { ...ses, status } };
}

async function restartDkim(
  { identity, ses, dkim }: Looked,
  now: number,
  deps: CheckDomainDeps,
): Promise<Asked> {
  const way = restartDue(ses);
  if (way === undefined || ses.status === undefined) return { ses };
  const answer = await deps.dkim.restart(identity, way);
  const tokensBefore = dkim?.tokens ?? [];
  const restart = { at: now, spell: ses.dkimRightSince ?? now, way, tokensBefore };
  if (answer === "refused")
    return { ses: { ...ses, restart: { ...restart, outcome: "refused", tokensAfter: tokensBefore } } };
  const tokens = [...answer.tokens];
  return {
    ses: {
      ...ses,
      status: { ...ses.status, dkim: answer.dkim, tokens },
      restart: { ...restart, outcome: "begun", tokensAfter: tokens },
    },
  };
}
