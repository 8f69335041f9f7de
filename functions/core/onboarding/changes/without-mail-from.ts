import type { Onboarding } from "../onboarding.ts";
import type { Change } from "../store.ts";
import { addSignal, awaitsRecords } from "./signals.ts";

/**
 * True if an operator may approve that the domain becomes ready without its MAIL FROM domain; DKIM must be
 * verified.
 */
export function mayGoWithoutMailFrom(current: Onboarding): boolean {
  return (
    awaitsRecords(current) && current.dkimVerifiedAt !== undefined && current.withoutMailFrom === undefined
  );
}

/**
 * Records an operator's approval that the domain becomes ready without its MAIL FROM domain. SES then uses
 * its own MAIL FROM domain, and DMARC passes by DKIM alone.
 */
export function approveWithoutMailFrom(current: Onboarding, now: number, by: string): Change | undefined {
  if (!mayGoWithoutMailFrom(current)) return undefined;
  return {
    set: { ...addSignal(current, {}), withoutMailFrom: { at: now, by } },
    event: { type: "approved_without_mail_from", at: now, by },
  };
}
