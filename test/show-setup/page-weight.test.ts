import { expect, it } from "vitest";
import { NO_BRAND } from "#core/brand/brand";
import { LANGUAGES } from "#core/words/languages";
import { setupPage } from "../../functions/show-setup/setup-page.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";
import { setupRequest, tokenOf } from "../support/setup-request.ts";

const records = RECORDS.map((record) => seen(record, { state: "wrong" }));
const WRONG = onboardingOf({ lastCheck: { at: BEGUN_AT, queries: 12, records, findings: [] } });
const logo = { type: "image/png", base64: Buffer.alloc(10_240).toString("base64") } as const;

it.each(LANGUAGES)("the page weighs less than 60 kB with style, script and a logo of 10 kB in %s", (lang) => {
  const request = setupRequest("GET /setup/{token}", tokenOf(WRONG), { query: { lang } });
  const brand = { ...NO_BRAND.all, logo };
  const { body = "" } = setupPage(WRONG, request, {
    ...{ brand, publicUrl: "https://setup.example", isHandOff: false },
  });
  expect(body).toContain(logo.base64);
  expect(Buffer.byteLength(body)).toBeLessThan(60_000);
});
