import { expect, it } from "vitest";
import { findShared } from "#core/intake/own-onboardings";
import { D, OWNER, ownOnboarding } from "./facts.ts";

const READY = ownOnboarding({ status: "ready" });
const PROVED = { name: D, owner: OWNER, state: "proved", onboardingId: READY.onboardingId } as const;

it("covers addresses at and below its identity, and no text that is no address", () => {
  const sharedBy = (...fromAddresses: string[]) =>
    findShared([READY], [PROVED], { identity: D, fromAddresses });
  expect(sharedBy(`news@${D}`, `news@shop.${D}`)).toEqual({ kind: "covered", onboarding: READY });
  expect(sharedBy(`news@${D}`, "the newsletter")).toBeUndefined();
  expect(sharedBy(`news@${D}`, "news@elsewhere.example")).toBeUndefined();
});
