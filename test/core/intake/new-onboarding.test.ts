import { expect, it } from "vitest";
import type { Opening } from "#core/intake/decision";
import { newOnboarding } from "#core/intake/new-onboarding";
import { BEGUN_AT as NOW } from "../../support/onboarding-fixture.ts";
import { D, OWNER, requestOf } from "./facts.ts";

const OPENING: Opening = {
  ...{ kind: "open", owner: OWNER, isHeld: false, mailFrom: `email.${D}`, replaces: [] },
  ...{ snapshot: undefined, proof: undefined, overrides: undefined },
};
const opened = (opening: Opening) =>
  newOnboarding(
    { request: requestOf(), source: "generic", opening, newToken: () => "token" },
    "onb_new",
    NOW,
  );

it("has no fields that neither the ticket nor the decision fills in", () => {
  expect(opened(OPENING)).toStrictEqual({
    ...{ onboardingId: "onb_new", version: 1, attempt: 1, status: "requested", source: "generic" },
    ...{ ticket: "T-1", project: "shop", owner: OWNER, requester: `admin@${D}` },
    ...{ fromAddresses: [`news@${D}`], identity: D, mailFrom: `email.${D}` },
    ...{ createdAt: NOW, expiresAt: Date.UTC(2027, 0, 7, 9), linkVersion: 1, records: [] },
    ...{ recordsVersion: 0, notifiedRecordsVersion: 0, signals: { count: 0, seen: 0 }, ses: { reads: 0 } },
    schedule: { awaited: "notConfirmed", tries: 0, nextCheckAt: expect.any(Number) },
    ...{ queue: "open", dueAt: NOW + 120_000 },
  });
});

it("keeps the identity above it whose settings it overrides", () => {
  expect(opened({ ...OPENING, overrides: "example.example" }).overrides).toBe("example.example");
});
