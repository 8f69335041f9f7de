import type { Onboarding } from "#core/onboarding/onboarding";
import { type RequiredRecord, requiredRecords } from "#core/records/required-records";
import type { CreatedIdentity } from "#core/verification/ses-ports";
import { BEGUN_AT, onboardingOf } from "./onboarding-fixture.ts";

/** The id of the one onboarding that most tests have. */
export const ID = onboardingOf().onboardingId;

/** The tokens that fake SES hands out. */
export const TOKENS = ["a", "b", "c"].map((letter) => letter.repeat(32));

/** The token of every challenge, where a test makes no others. */
export const TOKEN = "0123456789".repeat(4);

/** What fake SES says of every identity it makes. */
export const MADE: CreatedIdentity = {
  dkimTokens: TOKENS,
  signingHostedZone: "dkim.amazonses.com",
  status: { verification: "PENDING", dkim: "PENDING" },
};

/** The five records of the onboardings of tests, for one MAIL FROM domain or another. */
export function recordsFor(mailFrom = onboardingOf().mailFrom): RequiredRecord[] {
  return requiredRecords({ ...MADE, identity: onboardingOf().identity, mailFrom, region: "eu-west-1" });
}

/** An onboarding whose ticket was just taken: nothing is made yet. */
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

/** An onboarding whose identity is made and whose five records the customer was told. */
export function issuedOf(said: Partial<Onboarding> = {}): Onboarding {
  const { dkimTokens, signingHostedZone, status } = MADE;
  return onboardingOf({
    dkim: { tokens: [...dkimTokens], signingHostedZone },
    ses: { reads: 0, status, readAt: BEGUN_AT },
    ...said,
  });
}
