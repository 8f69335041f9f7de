import { describe, expect, it } from "vitest";
import { isHandOffToken, isSetupToken } from "#platform/setup-link/setup-token";
import { setupUrls } from "#platform/setup-link/setup-url";
import { BEGUN_AT, onboardingOf } from "../../support/onboarding-fixture.ts";

const ONBOARDING = onboardingOf();
const CURRENT = "the current key of set-up links...";
const PREVIOUS = "the previous key of set-up links..";
const START = "https://setup.example/setup/";

const urls = (...keys: string[]) => setupUrls("https://setup.example", async () => keys);

describe("a set-up link", () => {
  it("is signed with the current key", async () => {
    const url = await urls(CURRENT, PREVIOUS).setupUrl(ONBOARDING);
    expect(url.startsWith(START)).toBe(true);
    expect(isSetupToken(url.slice(START.length), ONBOARDING, [CURRENT])).toBe(true);
  });

  it("of a hand-off is signed with the current key", async () => {
    const url = await urls(CURRENT, PREVIOUS).handOffUrl(ONBOARDING, BEGUN_AT);
    expect(url.startsWith(START)).toBe(true);
    expect(isHandOffToken(url.slice(START.length), ONBOARDING, [BEGUN_AT], [CURRENT])).toBe(true);
  });

  it("is never made without a key", async () => {
    const message = "There is no key to sign set-up links with";
    await expect(urls().setupUrl(ONBOARDING)).rejects.toThrow(message);
    await expect(urls().handOffUrl(ONBOARDING, BEGUN_AT)).rejects.toThrow(message);
  });
});
