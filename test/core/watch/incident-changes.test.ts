import { expect, it } from "vitest";
import { identityDeletedInSes } from "#core/watch/incident-changes";
import { BEGUN_AT as NOW, onboardingOf } from "../../support/onboarding-fixture.ts";

it("loses a ready domain whose identity was deleted in SES, without a notice", () => {
  const change = identityDeletedInSes(onboardingOf({ status: "ready" }), NOW);
  expect(change?.transition).toBe("lose");
  expect(change?.event).toMatchObject({ type: "domain_lost", at: NOW, isQuiet: true });
});

it("changes nothing for a deleted identity whose domain is not ready", () => {
  expect(identityDeletedInSes(onboardingOf({ status: "records_issued" }), NOW)).toBeUndefined();
});
