import { describe, expect, it } from "vitest";
import { NO_BRAND } from "#core/brand/brand";
import { textsIn } from "#core/words/texts";
import { setupPage } from "../../functions/show-setup/setup-page.ts";
import { STATES } from "../browser/states.ts";
import { onboardingOf } from "../support/onboarding-fixture.ts";
import { setupRequest, tokenOf } from "../support/setup-request.ts";

const { text } = textsIn("en");
const reader = { brand: NO_BRAND.all, publicUrl: "https://setup.example", isHandOff: false };

function pageOf(state: string): string {
  const onboarding = onboardingOf(STATES[state]);
  return setupPage(onboarding, setupRequest("GET /setup/{token}", tokenOf(onboarding)), reader).body ?? "";
}

describe("the page of a state", () => {
  it.each(["checking", "unsure", "spreading", "confirming"])(
    "of %s names no step that the reader took before",
    (state) => {
      expect(pageOf(state)).toContain(text("page.next.ready"));
      expect(pageOf(state)).not.toContain(text("page.next.add"));
      expect(pageOf("partly")).toContain(text("page.next.add"));
    },
  );

  it.each(["spreading", "confirming"])("of %s announces no check of what is right", (state) => {
    expect(pageOf(state)).not.toContain(text("page.next.check"));
    expect(pageOf("unsure")).toContain(text("page.next.check"));
  });

  it("asks for no patience if a known cause keeps records away", () => {
    expect(pageOf("one-cause")).toContain(text("page.task.correct"));
    expect(pageOf("one-cause")).not.toContain(text("page.task.partly"));
    expect(pageOf("partly")).toContain(text("page.task.partly"));
    expect(pageOf("urgent")).toContain(text("page.task.partly"));
  });

  it("has no main button while a check is under way", () => {
    expect(pageOf("checking")).toContain("<button id=");
    expect(pageOf("checking")).not.toContain('class="main"');
    expect(pageOf("partly")).toContain('class="main"');
  });

  it("does not announce one click where it is refused", () => {
    expect(pageOf("not-offered")).toContain(text("publish.closed.title"));
    expect(pageOf("not-offered")).not.toContain(text("publish.title"));
    expect(pageOf("at-route-53")).not.toContain(text("publish.closed.title"));
  });
});
