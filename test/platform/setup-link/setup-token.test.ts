import fc from "fast-check";
import { expect, it } from "vitest";
import {
  handOffToken,
  isHandOffToken,
  isSetupToken,
  namedOnboarding,
  setupToken,
} from "#platform/setup-link/setup-token";
import { ID } from "../../support/stages.ts";

const LINK = { onboardingId: ID, linkVersion: 1 };
const KEYS = ["the current key of set-up links...", "the previous key of set-up links.."];
const TOKEN = setupToken(LINK, KEYS[0] ?? "");

it("names its onboarding and is signed by either key", () => {
  expect(namedOnboarding(TOKEN)).toBe(ID);
  for (const key of KEYS) expect(isSetupToken(setupToken(LINK, key), LINK, KEYS)).toBe(true);
});

it("is always the same for the same link, and fits into a path segment", () => {
  expect(setupToken(LINK, KEYS[0] ?? "")).toBe(TOKEN);
  expect(TOKEN).toMatch(/^[\w.-]+$/);
});

it("is worth nothing for another onboarding, another version, or under another key", () => {
  expect(isSetupToken(TOKEN, { ...LINK, linkVersion: 2 }, KEYS)).toBe(false);
  expect(isSetupToken(TOKEN, { ...LINK, onboardingId: ID.replace(/.$/, "Z") }, KEYS)).toBe(false);
  expect(isSetupToken(TOKEN, LINK, ["another key"])).toBe(false);
  expect(isSetupToken(TOKEN, LINK, [])).toBe(false);
});

it("of a hand-off opens that hand-off alone", () => {
  const own = handOffToken(LINK, 1700, KEYS[1] ?? "");
  expect(namedOnboarding(own)).toBe(ID);
  expect(isHandOffToken(own, LINK, [1600, 1700], KEYS)).toBe(true);
  expect(isHandOffToken(own, LINK, [1600], KEYS)).toBe(false);
  expect(isHandOffToken(own, { ...LINK, linkVersion: 2 }, [1700], KEYS)).toBe(false);
  expect(isSetupToken(own, LINK, KEYS)).toBe(false);
  expect(isHandOffToken(TOKEN, LINK, [1700], KEYS)).toBe(false);
});

it("does not confuse the end of an id with the beginning of a version", () => {
  const one = setupToken({ onboardingId: "onb_1", linkVersion: 12 }, "key").split(".")[1];
  const other = setupToken({ onboardingId: "onb_11", linkVersion: 2 }, "key").split(".")[1];
  expect(one).not.toBe(other);
});

it("never throws, and takes no other text for a token", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.string().map((text) => `${ID}.${text}`),
      ),
      (text) => {
        namedOnboarding(text);
        expect(isSetupToken(text, LINK, KEYS)).toBe(false);
      },
    ),
    { numRuns: 1000 },
  );
});
