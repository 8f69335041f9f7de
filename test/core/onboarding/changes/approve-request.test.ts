import { expect, it } from "vitest";
import { approve } from "#core/onboarding/changes/approve-request";
import { EXPIRY_MS } from "#core/onboarding/schedule";
import { BEGUN_AT as NOW } from "../../../support/onboarding-fixture.ts";
import { requestedOf } from "../../../support/stages.ts";

it("an approved request has the whole time from now on, and is started within two minutes", () => {
  const held = requestedOf({ status: "held", held: { for: "requester", since: NOW - 60_000 } });
  expect(approve(held, NOW, "operator:arn")).toStrictEqual({
    transition: "approve",
    clear: ["held"],
    set: { expiresAt: NOW + EXPIRY_MS, dueAt: NOW + 120_000 },
    event: { type: "approved", at: NOW, by: "operator:arn" },
  });
});

it("a request that is not held cannot be approved", () => {
  expect(approve(requestedOf(), NOW, "operator:arn")).toBeUndefined();
});
