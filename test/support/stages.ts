import type { Onboarding } from "#core/onboarding/onboarding";
import { type RequiredRecord, requiredRecords } from "#core/records/required-records";
import type { CreatedIdentity } from "#core/verification/ses-ports";
import { BEGUN_AT, onboardingOf } from "./onboarding-fixture.ts";

/** The id of the onboarding in most tests. */
export const ID = onboardingOf().onboardingId;

/** The tokens that the fake SES returns. */
export const TOKENS = ["a", "b", "c"].map((letter) => letter.repeat(32));

/** The token of every challenge, unless a test makes others. */
export const TOKEN = "0123456789".repeat(4);

/** The fake SES's answer for each identity that it creates. */
export const MADE: CreatedIdentity = {
  dkimTokens: TOKENS,
  signingHostedZone: "dkim.amazonses.com",
  status: { verification: "PENDING", dkim: "PENDING" },
};

/** Returns the five records of the tests' onboardings, with this MAIL FROM domain. */
export function recordsFor(mailFrom = onboardingOf().mailFrom): RequiredRecord[] {
  return requiredRecords({ ...MADE, identity: onboardingOf().identity, mailFrom, region: "eu-west-1" });
}

/** Makes an onboarding whose ticket was just accepted; nothing is created yet. */
export function requestedOf(said: Partial<Onboarding> = {}): Onboarding {
  return onboardingOf({
    status: "requested",
    records: [],
    recordsVersion: 0,
    notifiedRecordsVersion: 0,
    dueAt: BEGUN_AT + 120_000,
    ...said,
  });
}

/** Makes an onboarding whose identity is created and whose records were sent to the customer. */
export function issuedOf(said: Partial<Onboarding> = {}): Onboarding {
  const { dkimTokens, signingHostedZone, status } = MADE;
  return onboardingOf({
    dkim: { tokens: [...dkimTokens], signingHostedZone },
    ses: { reads: 0, status, readAt: BEGUN_AT },
    ...said,
  });
}
