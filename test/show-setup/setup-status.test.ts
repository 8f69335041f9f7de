import { expect, it } from "vitest";
import { setupStatus } from "../../functions/show-setup/setup-status.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";

it("returns status, records, their states and the next check", () => {
  const lastCheck = {
    at: BEGUN_AT,
    queries: 1,
    records: [seen(RECORDS[3], { state: "wrong", seen: ["10 x.example"] })],
  };
  const status = setupStatus(onboardingOf({ lastCheck }));
  expect(status).toMatchObject({
    status: "records_issued",
    mailFrom: "email.oxfordstones.example",
    lastLookAt: "2026-11-23T09:00:00.000Z",
    nextLookAt: "2026-11-23T10:00:00.000Z",
  });
  expect(status.records.map(({ state }) => state)).toEqual([
    ...Array(3).fill("not-looked"),
    "wrong",
    "not-looked",
  ]);
  expect(status.records[3]).toMatchObject({ host: "email", priority: 10, seen: ["10 x.example"] });
});

it("returns no next check once there is nothing left to check", () => {
  expect(setupStatus(onboardingOf({ status: "ready" }))).toMatchObject({
    lastLookAt: null,
    nextLookAt: null,
  });
});

it("returns nothing that is secret or personal", () => {
  const wait = { attempt: 1, round: 1, retry: 0, token: "TASK-TOKEN" };
  const text = JSON.stringify(setupStatus(onboardingOf({ wait })));
  expect(text).not.toMatch(/TASK-TOKEN|dns@oxfordstones|onb_/);
});
