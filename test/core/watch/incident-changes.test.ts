import { expect, it } from "vitest";
import type { Incident } from "#core/onboarding/incident";
import { SES_GIVES_UP_AFTER_MS } from "#core/onboarding/schedule";
import { afterSesStatus, identityDeletedInSes, type SesStatus } from "#core/watch/incident-changes";
import { BEGUN_AT as NOW, onboardingOf, RECORDS, seen } from "../../support/onboarding-fixture.ts";

/** Times at which the five records were last right, a different one for each, as a check keeps them. */
const rightAt = (index: number) => NOW - 1000 * (index + 1);

/** The last check lists the records in another order than the onboarding. */
const CHECKED = {
  at: NOW,
  queries: 5,
  records: RECORDS.map((record, index) => seen(record, { rightAt: rightAt(index) })).reverse(),
};

const GIVES_UP = NOW + SES_GIVES_UP_AFTER_MS;
const DKIM_RECORDS = RECORDS.slice(0, 3).map(({ name, type }, index) => ({
  ...{ name, type, rightAt: rightAt(index) },
}));
const MX_RECORD = { name: onboardingOf().mailFrom, type: "MX", rightAt: rightAt(3) };

const dkim = (status: SesStatus["status"]): SesStatus => ({ subject: "dkim", status });
const mailFrom = (status: SesStatus["status"]): SesStatus => ({ subject: "mail-from", status });

const DKIM_MISSED = { subject: "dkim", givesUpAt: NOW - 1 } as const;
const MAIL_FROM_MISSED = { subject: "mail-from", givesUpAt: NOW - 2 } as const;
const openWith = (...ses: Incident["ses"]): Incident => ({ since: NOW - 9, ses, records: [] });

it("loses a ready domain whose identity was deleted in SES, without a notice", () => {
  const change = identityDeletedInSes(onboardingOf({ status: "ready" }), NOW);
  expect(change?.transition).toBe("lose");
  expect(change?.event).toMatchObject({ type: "domain_lost", at: NOW, isQuiet: true });
});

it("changes nothing for a deleted identity whose domain is not ready", () => {
  expect(identityDeletedInSes(onboardingOf({ status: "records_issued" }), NOW)).toBeUndefined();
});

it.each<[string, SesStatus[], Incident["records"], Incident["ses"], string]>([
  [
    "DKIM with its three records",
    [dkim("TEMPORARY_FAILURE"), mailFrom("SUCCESS")],
    DKIM_RECORDS,
    [{ subject: "dkim", givesUpAt: GIVES_UP }],
    "dkim",
  ],
  [
    "MAIL FROM with its MX, but not its SPF record",
    [dkim("SUCCESS"), mailFrom("TEMPORARY_FAILURE")],
    [MX_RECORD],
    [{ subject: "mail-from", givesUpAt: GIVES_UP }],
    "mail-from",
  ],
  [
    "both with the four records that SES checks",
    [dkim("TEMPORARY_FAILURE"), mailFrom("TEMPORARY_FAILURE")],
    [...DKIM_RECORDS, MX_RECORD],
    [
      { subject: "dkim", givesUpAt: GIVES_UP },
      { subject: "mail-from", givesUpAt: GIVES_UP },
    ],
    "dkim+mail-from",
  ],
])("an incident in which SES misses records names %s", (_, statuses, records, ses, key) => {
  const ready = onboardingOf({ status: "ready", lastCheck: CHECKED });
  expect(afterSesStatus(ready, statuses, NOW)).toEqual({
    set: { incident: { since: NOW, ses, records } },
    event: { type: "domain_degraded", at: NOW, by: "sendworthy", idempotencyKey: `${key}/${NOW}` },
  });
});

it.each<[string, SesStatus[], Incident["records"], Incident["gaveUp"]]>([
  ["DKIM", [dkim("FAILED"), mailFrom("SUCCESS")], DKIM_RECORDS, ["dkim"]],
  ["MAIL FROM", [dkim("SUCCESS"), mailFrom("FAILED")], [MX_RECORD], ["mail-from"]],
])(
  "a domain whose %s SES has given up is lost with the records of that part",
  (_, statuses, records, gaveUp) => {
    const change = afterSesStatus(onboardingOf({ status: "ready", lastCheck: CHECKED }), statuses, NOW);
    expect(change?.transition).toBe("lose");
    expect(change?.set?.incident).toEqual({ since: NOW, lostAt: NOW, records, ses: [], gaveUp });
  },
);

it("gives no time for a record that no check has found right", () => {
  const ready = onboardingOf({ status: "ready" });
  const change = afterSesStatus(ready, [mailFrom("TEMPORARY_FAILURE")], NOW);
  expect(change?.set?.incident?.records).toEqual([{ name: ready.mailFrom, type: "MX" }]);
});

it.each<[string, Incident | undefined, SesStatus[]]>([
  ["no incident and all found", undefined, [dkim("SUCCESS"), mailFrom("SUCCESS")]],
  ["the same part still missed", openWith(DKIM_MISSED), [dkim("TEMPORARY_FAILURE"), mailFrom("SUCCESS")]],
  ["an incident of DNS alone", openWith(), [dkim("SUCCESS"), mailFrom("SUCCESS")]],
])("changes nothing with %s", (_, incident, statuses) => {
  const ready = onboardingOf({ status: "ready", ...(incident && { incident }) });
  expect(afterSesStatus(ready, statuses, NOW)).toBeUndefined();
});

it("keeps the incident open for the other part when one has recovered", () => {
  const open = openWith(DKIM_MISSED, MAIL_FROM_MISSED);
  const ready = onboardingOf({ status: "ready", incident: open });
  expect(afterSesStatus(ready, [dkim("SUCCESS"), mailFrom("TEMPORARY_FAILURE")], NOW)).toEqual({
    set: { incident: { ...open, ses: [MAIL_FROM_MISSED] } },
  });
});

it("closes the incident when the last part has recovered", () => {
  const open = openWith(DKIM_MISSED);
  const ready = onboardingOf({ status: "ready", incident: open });
  expect(afterSesStatus(ready, [dkim("SUCCESS"), mailFrom("SUCCESS")], NOW)).toEqual({
    set: { incident: { ...open, overAt: NOW } },
    event: { type: "domain_recovered", at: NOW, by: "sendworthy", idempotencyKey: String(open.since) },
  });
});
