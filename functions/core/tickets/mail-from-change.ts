import * as z from "zod";
import { readClaims } from "#core/claims/claim-store";
import { conflictsOf, reserve } from "#core/claims/claims";
import { domainName } from "#core/names/domain-name";
import { parseEmailAddress } from "#core/names/email-address";
import { restartInactivityClock } from "#core/onboarding/changes/inactivity-clock";
import { nextAttempt } from "#core/onboarding/changes/next-attempt";
import { isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { withReplacedRecords } from "#core/onboarding/replaced-records";
import type { Change } from "#core/onboarding/store";
import { isOfMailFrom, type RequiredRecord } from "#core/records/required-records";
import type { Put, Table } from "#core/table";
import { allowedSuffixes, type DomainRules, ruleFaults } from "./domain-rules.ts";
import { type Fault, faultsOf } from "./fault.ts";
import { mailFromFaults } from "./onboarding-request.ts";

/** The number of times that a customer may change the MAIL FROM domain within 24 hours. */
const CHANGES_A_DAY = 5;

/** The author of a change with the set-up link; only these changes are counted. */
const CUSTOMER = "customer";

const DAY_MS = 86_400_000;

const amendment = z.object({ mailFrom: domainName });

/**
 * The outcome of a request for another MAIL FROM domain. `over`: no records are awaited any more; `taken`:
 * another owner has proved the name.
 */
export type MailFromChange =
  | { readonly change: Change }
  | { readonly faults: readonly Fault[] }
  | "unchanged"
  | "over"
  | "too-often"
  | "taken";

/**
 * Changes the MAIL FROM domain. The identity and its DKIM tokens stay, and the two records of the MAIL FROM
 * domain are replaced.
 */
export async function changeMailFrom(
  current: Onboarding,
  sent: unknown,
  {
    now,
    by,
    table,
    rules,
    mayBeReady = false,
  }: {
    readonly now: number;
    readonly by: string;
    readonly table: Pick<Table, "get">;
    readonly rules: DomainRules;
    /** True if the operator accepted the change of a ready domain. */
    readonly mayBeReady?: boolean;
  },
): Promise<MailFromChange> {
  if (!isAwaiting(current) && !(mayBeReady && isChangeable(current))) return "over";
  const read = amendment.safeParse(sent);
  if (!read.success) return { faults: faultsOf(read.error, sent) };
  const { mailFrom } = read.data;
  if (mailFrom === current.mailFrom) return "unchanged";
  const faults = [
    ...mailFromFaults(mailFrom, current.identity, fromDomains(current), allowedSuffixes(rules)),
    ...ruleFaults(rules, "mailFrom", mailFrom),
  ];
  if (faults.length > 0) return { faults };
  if (by === CUSTOMER && recentChanges(current, now).length >= CHANGES_A_DAY) return "too-often";
  const claims = await readClaims(table, current.identity);
  const { onboardingId, owner, identity } = current;
  const names = [identity, mailFrom];
  // Another owner who only reserved the name also contests the identity above it, so a proof of control
  // decides between them.
  if (conflictsOf(claims.entries, owner, names).some(({ state }) => state === "proved")) return "taken";
  const claim = claims.replaceWith(reserve(claims.entries, onboardingId, owner, names));
  return { change: amended(current, mailFrom, now, by, claim) };
}

/**
 * True for a ready domain with a MAIL FROM domain. Its projects send with it, so an operator has to accept
 * the change.
 */
export function isChangeable({ status, withoutMailFrom }: Onboarding): boolean {
  return status === "ready" && withoutMailFrom === undefined;
}

/**
 * Returns the records of an onboarding with another MAIL FROM domain. Only names change, because the values
 * depend on the Region.
 */
export function recordsWith(records: readonly RequiredRecord[], mailFrom: string): RequiredRecord[] {
  return records.map((record) => (isOfMailFrom(record) ? { ...record, name: mailFrom } : record));
}

function amended(current: Onboarding, mailFrom: string, now: number, by: string, claim: Put): Change {
  const { confirmedAt: _ofTheOldRecords, ...signals } = current.signals;
  return {
    set: {
      mailFrom,
      records: recordsWith(current.records, mailFrom),
      ...(current.records.some(isOfMailFrom)
        ? {
            recordsVersion: current.recordsVersion + 1,
            replacedRecords: withReplacedRecords(current, "mail-from"),
          }
        : {}),
      signals: { ...signals, count: signals.count + 1 },
      // An operator's change does not use up those that the customer has left.
      ...(by === CUSTOMER ? { mailFromChangedAt: [...recentChanges(current, now), now] } : {}),
      ...restartInactivityClock(current, now),
      ...(current.status === "ready" ? changedWhenReady(current, now) : {}),
    },
    transition: current.status === "ready" ? "change_mail_from" : "amend",
    event: { type: "amended", at: now, by },
    also: [claim],
  };
}

/**
 * The new records of a ready domain are already published, so they are not sent to the customer; SES is read
 * for them.
 */
function changedWhenReady(current: Onboarding, now: number): Partial<Onboarding> {
  return {
    ...nextAttempt(current, now),
    notifiedRecordsVersion: current.recordsVersion + 1,
    ses: { ...current.ses, reads: 0 },
  };
}

/**
 * Each change sends the records to an address that the requester chose, so the number of changes is limited.
 */
function recentChanges({ mailFromChangedAt = [] }: Onboarding, now: number): readonly number[] {
  return mailFromChangedAt.filter((at) => at > now - DAY_MS);
}

function fromDomains({ fromAddresses, alsoProjects = [] }: Onboarding): string[] {
  const all = [...fromAddresses, ...alsoProjects.flatMap((one) => one.fromAddresses)];
  return all.flatMap((address) => parseEmailAddress(address)?.domain ?? []);
}
