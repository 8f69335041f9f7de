import { IdentityMissingError } from "#core/errors";
import { withDkimPeriod } from "#core/onboarding/dkim-restart";
import type { RestartWay } from "#core/onboarding/onboarding";
import { nextSlot } from "#core/verification/ses-slot";
import { nextSesCall } from "#core/verification/verdict";
import type { CheckDomainDeps, CheckedOnboarding, SesOutcome } from "./deps.ts";
import { restarted } from "./dkim-restarted.ts";
import { recreate, saveIdentitySettings } from "./recreate-identity.ts";

/** Makes the one SES call that can matter now, or reserves a slot of the budget for it. */
export async function askSes(
  before: CheckedOnboarding,
  now: number,
  deps: CheckDomainDeps,
): Promise<SesOutcome> {
  // For contested names, SES has no identity until control is proved.
  if (before.dkim === undefined) return { ses: before.ses };
  const current = { ...before, ses: withDkimPeriod(before.ses, before.lastCheck.records, now) };
  const call = nextSesCall(current, current.lastCheck.records, now);
  if (call === undefined) return { ses: current.ses };
  const slotAt = await nextSlot(current, now, deps.budget);
  if (slotAt > now) return { ses: { ...current.ses, slotAt }, slotAt };
  const { slotAt: _used, ...ses } = current.ses;
  return CALLS[call]({ ...current, ses }, now, deps);
}

const CALLS = {
  read,
  "set-mail-from": setMailFrom,
  "enable-signing": enableSigning,
  "signing-attributes": restartDkim("signing-attributes"),
  "verify-domain": restartDkim("verify-domain"),
  "save-identity-settings": saveIdentitySettings,
  recreate,
};

async function read(
  { identity, ses }: CheckedOnboarding,
  now: number,
  deps: CheckDomainDeps,
): Promise<SesOutcome> {
  const status = await deps.identities.read(identity);
  if (status === undefined) throw new IdentityMissingError(identity);
  return { ses: { ...ses, status, readAt: now, reads: ses.reads + 1 } };
}

async function setMailFrom(
  { identity, mailFrom, ses }: CheckedOnboarding,
  _now: number,
  deps: CheckDomainDeps,
): Promise<SesOutcome> {
  await deps.mailFrom.set(identity, mailFrom);
  const status = ses.status && { ...ses.status, mailFromDomain: mailFrom, mailFrom: "PENDING" as const };
  return { ses: { ...ses, status } };
}

async function enableSigning(
  { identity, ses }: CheckedOnboarding,
  _now: number,
  deps: CheckDomainDeps,
): Promise<SesOutcome> {
  await deps.signer.enable(identity);
  if (ses.status === undefined) return { ses };
  const { signingOff: _was, ...status } = ses.status;
  return { ses: { ...ses, status } };
}

function restartDkim(way: Exclude<RestartWay, "recreate">) {
  return async (current: CheckedOnboarding, now: number, deps: CheckDomainDeps): Promise<SesOutcome> => {
    const answer = await deps.dkim.restart(current.identity, way);
    return { ses: restarted(current, way, answer, now) };
  };
}
