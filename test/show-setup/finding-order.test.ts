import { expect, it } from "vitest";
import { NO_BRAND } from "#core/brand/brand";
import { setupPage } from "../../functions/show-setup/setup-page.ts";
import { STATES } from "../browser/states.ts";
import { onboardingOf } from "../support/onboarding-fixture.ts";
import { proseOf } from "../support/prose-of.ts";
import { setupRequest, tokenOf } from "../support/setup-request.ts";

it("a page shows what a record has before it says what to enter", () => {
  const onboarding = onboardingOf(STATES["mistakes"]);
  const request = setupRequest("GET /setup/{token}", tokenOf(onboarding));
  const reader = { brand: NO_BRAND.all, publicUrl: "https://setup.example", isHandOff: false };
  const { body = "" } = setupPage(onboarding, request, reader);
  expect(proseOf(body)).toMatch(
    /10 mx\.elsewhere\.example.*Change the MX record at email\.oxfordstones\.example to:/s,
  );
});
