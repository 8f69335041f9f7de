import { expect, it } from "vitest";
import { NO_RULES } from "#core/tickets/domain-rules";
import { changeMailFrom } from "#core/tickets/mail-from-change";
import { memoryTable } from "../../support/memory-table.ts";
import { BEGUN_AT as NOW, onboardingOf } from "../../support/onboarding-fixture.ts";

const DAY = 86_400_000;
const RECENT = [1, 2, 3, 4].map((hours) => NOW - hours * 3_600_000);

function changed(mailFromChangedAt: number[], by = "customer") {
  const sent = { mailFrom: "bounce.oxfordstones.example" };
  const current = onboardingOf({ mailFromChangedAt });
  return changeMailFrom(current, sent, { now: NOW, by, table: memoryTable(), rules: NO_RULES });
}

it("lets a customer change the MAIL FROM domain five times within 24 hours", async () => {
  expect(await changed(RECENT)).toMatchObject({ change: { set: { mailFromChangedAt: [...RECENT, NOW] } } });
  expect(await changed([NOW - DAY + 1, ...RECENT])).toBe("too-often");
});

it("no longer counts a change once 24 hours are over", async () => {
  expect(await changed([NOW - DAY, ...RECENT])).toMatchObject({
    change: { set: { mailFromChangedAt: [...RECENT, NOW] } },
  });
});

it("neither limits nor counts the changes of an operator", async () => {
  const all = [NOW - 1, ...RECENT];
  const result = await changed(all, "user/alice");
  if (typeof result === "string" || !("change" in result)) throw new Error("It was refused");
  expect(Object.keys(result.change.set ?? {})).not.toContain("mailFromChangedAt");
});
