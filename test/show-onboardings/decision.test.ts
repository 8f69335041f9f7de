import { expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { decisionOf } from "../../functions/show-onboardings/onboarding-view.ts";
import { BEGUN_AT, onboardingOf } from "../support/onboarding-fixture.ts";

const SIGNING_OFF: Partial<Onboarding> = {
  ses: { reads: 1, status: { verification: "SUCCESS", dkim: "SUCCESS", signingOff: "made-by-hand" } },
};

const DKIM_STUCK: Partial<Onboarding> = {
  ses: {
    ...{ reads: 1, readAt: BEGUN_AT, dkimRightSince: BEGUN_AT },
    status: { verification: "FAILED", dkim: "FAILED" },
    restart: {
      ...{ way: "verify-domain", at: BEGUN_AT, rightSince: BEGUN_AT, outcome: "started" },
      ...{ tokensBefore: [], tokensAfter: [] },
    },
  },
};

it.each([
  [
    "switches DKIM signing on again",
    SIGNING_OFF,
    "DKIM signing is off",
    /put-email-identity-dkim-attributes/,
  ],
  ["makes the identity again", DKIM_STUCK, "DKIM cannot be started again", /Ask AWS support first/],
])("waits for an operator who %s", (_, said, subject, next) => {
  expect(decisionOf(onboardingOf(said))).toEqual({
    subject: `${subject}: oxfordstones.example`,
    why: expect.stringMatching(
      /oxfordstones\.example for the project oxford-stones \(ticket T-1041, onboarding onb_\w{26}\)/,
    ),
    next: expect.stringMatching(next),
  });
});

it.each([
  ["the customer is awaited", {}],
  ["nobody is awaited", { ...SIGNING_OFF, status: "ready" }],
  ["the request is held, which its status shows", { ...SIGNING_OFF, status: "held" }],
  ["it failed, which its status shows", { ...DKIM_STUCK, status: "failed" }],
] as const)("needs no decision where %s", (_, said) => {
  expect(decisionOf(onboardingOf(said))).toBeNull();
});
