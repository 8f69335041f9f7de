import { expect, it } from "vitest";
import { nextDigestAt, withEntry } from "#core/notices/mail-digest";
import { type NoticeProgress, noticeKey } from "#core/notices/notice-progress";
import { openEvent } from "#core/onboarding/event";
import { mailDeliveries } from "../../functions/deliver-notices/mail-deliveries.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, onboardingOf } from "../support/onboarding-fixture.ts";

const onboarding = onboardingOf({ dnsContact: "dns@agency.example" });
const { requester: address, onboardingId } = onboarding;
const event = openEvent(onboarding, { type: "records_issued", at: BEGUN_AT, by: "sendworthy" });
const CONTACT = { address: "dns@agency.example", state: "pending" };
const DIGEST = { pk: `recipient#${address}`, sk: "digest#1" };
const sendAt = nextDigestAt(BEGUN_AT);

async function deliveriesAfter(state: NoticeProgress["state"] | undefined, digest?: typeof DIGEST) {
  const table = memoryTable();
  const noticeId = `${onboardingId}/records_issued/customer`;
  const progress = { ...noticeKey(onboardingId, { noticeId }), version: 1, state, digest, tries: 1 };
  if (state !== undefined) await table.commit([{ item: progress, expectedVersion: undefined }]);
  const entry = withEntry(undefined, address, { noticeId, recipient: "customer", onboardingId }, sendAt);
  if (state === "in-digest" && entry !== undefined)
    await table.commit([{ item: { ...DIGEST, ...entry }, expectedVersion: undefined }]);
  return mailDeliveries(table, event, onboarding);
}

it.each([
  ["was not begun", undefined, [{ address, state: "pending" }, CONTACT]],
  ["is being sent", "sending", [{ address, state: "pending" }, CONTACT]],
  ["was sent", "sent", [{ address, state: "sent" }, CONTACT]],
  ["is replaced by a later one", "superseded", [CONTACT]],
] as const)("reports of each mail whether it was sent, where one %s", async (_, state, deliveries) => {
  expect(await deliveriesAfter(state)).toEqual(deliveries);
});

it("reports when the digest with a mail is sent", async () => {
  expect(await deliveriesAfter("in-digest", DIGEST)).toEqual([
    { address, state: "in-digest", sendAt },
    CONTACT,
  ]);
});
