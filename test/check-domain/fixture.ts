import { onboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readOnboarding } from "#core/onboarding/store";
import type { Table } from "#core/table";
import { checkDomain } from "../../functions/check-domain/check-domain.ts";
import type { CheckOutcome } from "../../functions/check-domain/deps.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget, fakeSes } from "../support/fake-ses.ts";
import { fakeTurns } from "../support/fake-turns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";

/**
 * An onboarding whose records are issued, a DNS without them, an SES that knows the identity, and single
 * checks.
 */
export async function startChecking(
  said: Partial<Onboarding> = {},
  slotMilliseconds = 0,
  turns = fakeTurns(),
) {
  const table = memoryTable();
  const onboarding = issuedOf(said);
  await keep(table, onboarding);
  const ses = fakeSes();
  ses.identities.set(onboarding.identity, {
    owner: onboarding.owner,
    verification: "PENDING",
    dkim: "PENDING",
  });
  const dns = declaredDns();
  const budget = fakeBudget(slotMilliseconds);
  const deps = {
    budget,
    identities: ses,
    mailFrom: ses,
    dkim: ses,
    signer: ses,
    recreator: ses,
    resolver: dns,
    turns,
  };
  const events = () =>
    table.items().flatMap(({ sk, ...item }) => (sk.startsWith("event#") ? [String(item["type"])] : []));
  const check = (now = BEGUN_AT, round = 0, through: Table = table, attempt = 1): Promise<CheckOutcome> =>
    checkDomain({ onboardingId: ID, attempt, now, round }, { ...deps, table: through });
  return {
    table,
    ses,
    dns,
    budget,
    records: onboarding.records,
    publishAll: () => dns.publishAll(onboarding.records),
    read: () => readOnboarding(table, ID),
    events,
    /** Returns the recipients of a notice about an event of this type. */
    told: (type: string) =>
      table
        .items()
        .filter((item) => item["type"] === type)
        .flatMap((item) => onboardingEvent.parse(item).notices.map(({ recipient }) => recipient)),
    check,
    /** Checks; returns true if the customer was notified. */
    async tells(now = BEGUN_AT): Promise<boolean> {
      const before = events().length;
      const { decision } = await check(now);
      return decision === "waiting" && events().length > before;
    },
  };
}
