import { expect, it } from "vitest";
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
