import { expect, it } from "vitest";
import { challengeRecord } from "#core/onboarding/challenge";
import { afterProof, requestProof } from "#core/onboarding/changes/proof-of-control";
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

const REQUIRED = { token: TOKEN, because: "contested", requestedAt: NOW } as const;

it.each([
  ["keeps what a version that was never sent replaced", 3, ["dkim"], ["dkim"]],
  ["replaces nothing where the latest version was sent", 2, ["dkim"], []],
  ["replaces nothing where nothing was replaced before", 3, undefined, []],
] as const)("a new requirement %s", (_, recordsVersion, before, replacedRecords) => {
  const current = onboardingOf({
    recordsVersion,
    notifiedRecordsVersion: 2,
    ...(before && { replacedRecords: [...before] }),
  });
  expect(requestProof(current, "contested", { token: TOKEN, now: NOW })).toEqual({
    ownership: REQUIRED,
    records: [challengeRecord(current.identity, TOKEN), ...RECORDS],
    recordsVersion: recordsVersion + 1,
    replacedRecords,
  });
});

it("a new requirement adds no record before any is issued", () => {
  expect(requestProof(onboardingOf({ records: [] }), "contested", { token: TOKEN, now: NOW })).toEqual({
    ownership: REQUIRED,
  });
});

it("a new requirement leaves an existing one unchanged", () => {
  const current = onboardingOf({ ownership: REQUIRED });
  expect(requestProof(current, "contested", { token: "other", now: NOW + 1 })).toEqual({});
});
