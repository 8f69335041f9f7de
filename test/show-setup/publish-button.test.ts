import { describe, expect, it } from "vitest";
import { NO_BRAND } from "#core/brand/brand";
import type { Onboarding } from "#core/onboarding/onboarding";
import { setupPage } from "../../functions/show-setup/setup-page.ts";
import { BEGUN_AT, onboardingOf, seen } from "../support/onboarding-fixture.ts";
import { proseOf } from "../support/prose-of.ts";
import { setupRequest, tokenOf } from "../support/setup-request.ts";

const token = tokenOf(onboardingOf());

function page(
  publication: Partial<NonNullable<Onboarding["publication"]>>,
  done = "",
  said: Partial<Onboarding> = {},
): string {
  const surveyed = { at: BEGUN_AT, discoveredAt: BEGUN_AT, isOffered: true, ...publication };
  const request = setupRequest("GET /setup/{token}", token, { query: { done } });
  const reader = { brand: NO_BRAND.all, publicUrl: "https://setup.example", isHandOff: false };
  return proseOf(setupPage(onboardingOf({ publication: surveyed, ...said }), request, reader).body ?? "");
}

const atRoute53 = { way: "route-53", provider: "Amazon Route 53" } as const;

describe("a zone at Route 53", () => {
  it("has a button that opens AWS beside the page, by POST", () => {
    const html = page(atRoute53);
    expect(html).toContain(`<form method="post" action="${token}/publish" target="_blank" rel="noopener">`);
    expect(html).toContain(">Open in AWS</button>");
    expect(html).not.toContain("console.aws.amazon.com");
    expect(html).not.toContain('name="dmarc"');
    expect(page({ ...atRoute53, hasDmarc: true })).toContain('name="dmarc" checked');
  });

  it("says why one-click publishing is not available", () => {
    const html = page({
      ...atRoute53,
      isOffered: false,
      because: "in-use",
      name: "email.oxfordstones.example",
    });
    expect(html).not.toContain("Open in AWS");
    expect(html).toContain("email.oxfordstones.example already has other records.");
  });
});

it("returns to the page from a provider of Domain Connect", () => {
  const html = page({ provider: "Cloudflare" });
  expect(html).toContain(`<form method="post" action="${token}/publish">`);
  expect(html).toContain("Continue at Cloudflare");
});

it("offers nothing once a check found all records, also if the offer is older", () => {
  const records = onboardingOf().records.map((record) => seen(record, { state: "right" }));
  const html = page(atRoute53, "", { lastCheck: { at: BEGUN_AT, queries: 5, records } });
  expect(html).not.toContain("Open in AWS");
});

it.each([
  ["no record", 0],
  ["some records", 3],
])("offers one click after a check that found %s right", (_, count) => {
  const records = onboardingOf().records.map((record, index) =>
    seen(record, index < count ? { state: "right" } : {}),
  );
  const html = page(atRoute53, "", { lastCheck: { at: BEGUN_AT, queries: 5, records } });
  expect(html).toContain("Open in AWS");
});

it.each([
  ["names the reason if the records are in several zones", "several-zones", true],
  ["shows nothing if the provider's template cannot write these records", "not-in-template", false],
  ["shows nothing if nothing remains to be published", "nothing-to-do", false],
] as const)("has no button, and %s", (_, because, isSaid) => {
  const html = page({ provider: "Cloudflare", isOffered: false, because });
  expect(html.includes("Please add the records by hand")).toBe(isSaid);
  expect(html.includes("the records belong to more than one DNS zone.")).toBe(isSaid);
  expect(html).not.toContain("Continue at Cloudflare");
});

it("says what to do after too many clicks", () => {
  expect(page(atRoute53, "publish-often")).toContain("Try again in an hour");
});
