import { expect, it } from "vitest";
import { sentWordsPut } from "#core/notices/sent-words";
import { showNotice } from "../../functions/show-onboardings/show-notice.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, onboardingOf } from "../support/onboarding-fixture.ts";

const { onboardingId } = onboardingOf();
const WORDS = { subject: "DNS records", text: "Dear customer" };

async function shown(notice: string, id = onboardingId) {
  const table = memoryTable();
  for (const pk of [onboardingId, "project#oxford"]) {
    const noticeId = `${pk}/ready/ops`;
    await table.commit([sentWordsPut(pk, { noticeId, recipient: "ops" }, WORDS, BEGUN_AT)]);
  }
  const { statusCode, body = "" } = await showNotice(id, notice, { table });
  return { statusCode, body: JSON.parse(body) };
}

it("shows what a notice said, and when it was sent", async () => {
  expect(await shown("ready/ops")).toEqual({
    statusCode: 200,
    body: { at: "2026-11-23T09:00:00.000Z", ...WORDS },
  });
});

it.each([
  ["a notice that was not sent", "ready/customer", onboardingId],
  ["a notice that no key can name", "x".repeat(1024), onboardingId],
  ["an item that is no onboarding", "ready/ops", "project#oxford"],
  ["an onboarding without an id", "ready/ops", ""],
])("knows nothing of %s", async (_, notice, id) => {
  expect(await shown(notice, id)).toMatchObject({ statusCode: 404 });
});
