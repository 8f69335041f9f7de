import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { NO_BRAND } from "#core/brand/brand";
import { renderMessage, templateFor } from "#core/notices/messages/message";
import { openEvent } from "#core/onboarding/event";
import { LANGUAGES } from "#core/words/languages";
import {
  CONTRAST,
  connect,
  cutWords,
  describeBrowser,
  faultsOf,
  loneWords,
  overflow,
  picture,
} from "../browser/browsing.ts";
import { STATES } from "../browser/states.ts";
import { BEGUN_AT, onboardingOf } from "../support/onboarding-fixture.ts";

const BRAND = {
  ...NO_BRAND.all,
  name: "Postkutsche",
  colour: "#0b5394",
  supportAddress: "help@postkutsche.example",
  legalLine: "Postkutsche GmbH, Example Street 1, 10115 Berlin",
};

describeBrowser("a letter to the customer in a mail program", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await connect();
  });
  afterAll(() => browser.close());

  it.each([
    ["records_issued", "issued"],
    ["records_wrong", "mistakes"],
    ["records_wrong", "urgent"],
    ["records_wrong", "hostile"],
    ["dkim_verified", "expiring"],
    ["reminded", "partly"],
    ["expiry_near", "expiring"],
    ["domain_degraded", "missed"],
    ["ready", "ready"],
    ["expired", "closed"],
    ["cancelled", "closed"],
    ["link_reissued", "issued"],
    ["contact_changed", "issued"],
    ["domain_lost", "lost"],
    ["domain_recovered", "ready"],
    ["addresses_failing", "ready"],
    ["addresses_passing", "ready"],
    ["identity_released", "closed"],
  ] as const)("of %s is legible on a phone and on a desk: %s", async (type, state) => {
    const failingAddresses = type === "addresses_failing" ? ["news@mail.oxfordstones.example"] : [];
    const onboarding = onboardingOf({ ...STATES[state], failingAddresses });
    // A warning is about the time that its notices contain.
    const idempotencyKey = String(onboarding.expiresAt);
    const event = openEvent(onboarding, { type, at: BEGUN_AT, by: "sendworthy", idempotencyKey });
    const template = templateFor({
      notice: { noticeId: "n", recipient: "customer" },
      event,
      onboarding,
      setupUrl: `https://setup.example/setup/${"t".repeat(74)}`,
    });
    const { html } = renderMessage(template, BRAND);
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
    await page.setContent(html);
    expect(await overflow(page)).toBe(0);
    expect(await loneWords(page)).toEqual([]);
    expect(await page.title()).not.toBe("broken");
    expect(await faultsOf(page, CONTRAST)).toEqual([]);
    await picture(page, `letter-${type}-${state}-320`);
    await page.setViewportSize({ width: 640, height: 800 });
    expect(await overflow(page)).toBe(0);
    await picture(page, `letter-${type}-${state}-640`);
    await page.close();
  });

  it.each(LANGUAGES)("fits a phone in %s, where words are longer", async (language) => {
    const onboarding = onboardingOf({ ...STATES["mistakes"], language });
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
    for (const type of ["records_issued", "records_wrong", "reminded"] as const) {
      const event = openEvent(onboarding, { type, at: BEGUN_AT, by: "sendworthy" });
      const notice = { noticeId: "n", recipient: "customer" } as const;
      const template = templateFor({ notice, event, onboarding, setupUrl: "https://setup.example/x" });
      await page.setContent(renderMessage(template, BRAND).html);
      expect(await overflow(page)).toBe(0);
      expect(await cutWords(page)).toEqual([]);
      expect(await loneWords(page)).toEqual([]);
      await picture(page, `letter-${type}-${language}-320`);
    }
    await page.close();
  });
});
