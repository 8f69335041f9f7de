import { describe, expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { ownIdentity } from "#core/projects/from-addresses/own-identities";
import { BEGUN_AT, onboardingOf, RECORDS } from "../../../support/onboarding-fixture.ts";

const SES = {
  reads: 1,
  status: {
    verification: "SUCCESS",
    dkim: "SUCCESS",
    mailFrom: "SUCCESS",
    mailFromDomain: onboardingOf({}).mailFrom,
  },
} as const;

const LOST = {
  dkimVerifiedAt: BEGUN_AT,
  ses: SES,
  incident: {
    since: BEGUN_AT,
    lostAt: BEGUN_AT,
    ses: [{ subject: "mail-from" as const, givesUpAt: BEGUN_AT }],
    records: RECORDS.map(({ name, type }) => ({ name, type })),
  },
};

it("is verified again as soon as a check found so, although its incident is closed only at ready", () => {
  const lost = ownIdentity(onboardingOf({ ...LOST, status: "lost" }));
  expect(lost).toMatchObject({ state: "lost" });
  expect(lost).not.toHaveProperty("mailFrom");
  for (const status of ["verified", "configured"] as const)
    expect(ownIdentity(onboardingOf({ ...LOST, status }))).toMatchObject({
      state: "verified",
      mailFrom: onboardingOf({}).mailFrom,
    });
});

it.each([
  ["SES gave up its signature", { gaveUp: ["dkim" as const] }, "lost"],
  ["SES gave up its MAIL FROM domain alone", { gaveUp: ["mail-from" as const] }, "verified"],
  ["SES gave up nothing", {}, "verified"],
])("of an incident without missing records, is judged by what SES gave up: %s", (_name, said, state) => {
  const incident = { ...LOST.incident, records: [], ...said };
  expect(ownIdentity(onboardingOf({ ...LOST, status: "lost", incident }))).toMatchObject({ state });
});

describe("the MAIL FROM domain of a ready domain", () => {
  const { mailFrom } = onboardingOf();
  const part = (subject: "dkim" | "mail-from") => ({ subject, givesUpAt: BEGUN_AT });
  const usedOf = (said: Partial<Onboarding>) =>
    ownIdentity(onboardingOf({ status: "ready", dkimVerifiedAt: BEGUN_AT, ses: SES, ...said })).mailFrom;

  it.each([
    ["is used while SES misses nothing", [], mailFrom],
    ["is used while SES misses DKIM alone", [part("dkim")], mailFrom],
    ["is not used while SES misses its MX", [part("mail-from")], undefined],
    ["is not used while SES misses its MX and DKIM", [part("dkim"), part("mail-from")], undefined],
  ])("%s", (_, ses, expected) => {
    expect(usedOf({ incident: { since: BEGUN_AT, lostAt: BEGUN_AT, ses, records: [] } })).toBe(expected);
  });

  it("is used only if SES has set this domain and verified it", () => {
    const { status } = SES;
    expect(usedOf({})).toBe(mailFrom);
    expect(
      usedOf({ ses: { reads: 1, status: { ...status, mailFromDomain: "old.example" } } }),
    ).toBeUndefined();
    expect(usedOf({ ses: { reads: 1, status: { ...status, mailFrom: "PENDING" } } })).toBeUndefined();
  });
});
