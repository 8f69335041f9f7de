import { expect, it } from "vitest";
import { challengeRecord } from "#core/onboarding/challenge";
import { afterProof } from "#core/onboarding/changes/proof-of-control";
import { BEGUN_AT as NOW, onboardingOf, RECORDS } from "../../../support/onboarding-fixture.ts";
import { TOKEN } from "../../../support/stages.ts";

it("a proof removes the challenge from the records", () => {
  const ownership = { token: TOKEN, because: "contested", requestedAt: NOW } as const;
  const { identity } = onboardingOf();
  const current = onboardingOf({ ownership, records: [challengeRecord(identity, TOKEN), ...RECORDS] });
  expect(afterProof(current, NOW + 1)).toEqual({
    ownership: { ...ownership, provedAt: NOW + 1 },
    records: RECORDS,
  });
});

it("a proof changes nothing where none was required", () => {
  expect(afterProof(onboardingOf(), NOW)).toEqual({});
});
