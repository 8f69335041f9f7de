import { z } from "zod";
import { readClaims } from "#core/claim-store";
import { conflictsOf, reserve } from "#core/claims";
import { domainName } from "#core/domain-name";
import { NO_RULES, ruleFaults } from "#core/domain-rules";
import { parseEmailAddress } from "#core/email-address";
import { type Fault, faultsOf } from "#core/fault";
import { type Onboarding, renewedWith } from "#core/onboarding";
import { mailFromFaults } from "#core/onboarding-request";
import type { Change } from "#core/onboarding-store";
import { freshPatience } from "#core/patience";
import { isOfMailFrom } from "#core/required-records";
import { isAwaiting } from "#core/signals";
import type { Put, Table } from "#core/table";
import { WORDS } from "#core/words/words";
import type { Decision } from "./decision.ts";

const amendment = z.object({ mailFrom: domainName });

/** "Use another sub-domain": the identity and its tokens stay, the two records of the MAIL FROM domain are new. */
export async function decideAmend(
  current: Onboarding,
  now: number,
  sent: unknown,
  table: Table,
  rules = NO_RULES,
): Promise<Decision> {
  if (!isAwaiting(current)) return { done: "nothing-to-do" };
  const read = amendment.safeParse(sent);
  if (!read.success) return refused(faultsOf(read.error, sent));
  const { mailFrom } = read.data;
  if (mailFrom === current.mailFrom) return { done: "unchanged" };
  const faults = [
    ...mailFromFaults(mailFrom, current.identity, fromDomains(current)),
    ...ruleFaults(rules, "mailFrom", mailFrom),
  ];
  if (faults.length > 0) return refused(faults);
  const claims = await readClaims(table, current.identity);
  const { onboardingId, owner, identity } = current;
  const names = [identity, mailFrom];
  // Whoever has reserved it contests the identity above it as well: a proof decides between them.
  if (conflictsOf(claims.entries, owner, names).some(({ state }) => state === "proved")) {
    // Nothing is told of whoever holds the name.
    return {
      problem: { status: 409, ...WORDS.refusals.subdomain },
    };
  }
  const claim = claims.replaceWith(reserve(claims.entries, onboardingId, owner, names));
  return { change: amended(current, mailFrom, now, claim), done: "amended" };
}

function amended(current: Onboarding, mailFrom: string, now: number, claim: Put): Change {
  const { confirmedAt: _ofTheOldRecords, ...signals } = current.signals;
  return {
    set: {
      mailFrom,
      // Only the names change: the values depend on the region alone.
      records: current.records.map((record) =>
        isOfMailFrom(record) ? { ...record, name: mailFrom } : record,
      ),
      ...(current.records.some(isOfMailFrom)
        ? { edition: current.edition + 1, renewed: renewedWith(current, "mail-from") }
        : {}),
      signals: { ...signals, count: signals.count + 1 },
      ...freshPatience(current, now),
    },
    transition: "amend",
    event: { type: "amended", at: now, by: "customer" },
    also: [claim],
  };
}

function fromDomains({ fromAddresses }: Onboarding): string[] {
  return fromAddresses.flatMap((address) => parseEmailAddress(address)?.domain ?? []);
}

function refused(faults: readonly Fault[]): Decision {
  return {
    problem: { status: 422, ...WORDS.refusals.subdomain, faults },
  };
}
