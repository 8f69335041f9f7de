import { expect, it } from "vitest";
import { templateFor } from "#core/notices/messages/message";
import { openEvent } from "#core/onboarding/event";
import { BEGUN_AT } from "../../../support/onboarding-fixture.ts";
import { issuedOf, MADE } from "../../../support/stages.ts";

it.each([
  ["that SES has now", "mail.elsewhere.example", "in SES to mail.elsewhere.example. The project"],
  ["only as changed if SES has none", undefined, "of oxfordstones.example in SES. The project"],
])("names operations the MAIL FROM domain %s", (_, mailFromDomain, said) => {
  const status = { ...MADE.status, mailFromDomain };
  const onboarding = issuedOf({ ses: { reads: 1, status } });
  const event = openEvent(onboarding, { type: "mail_from_differs", at: BEGUN_AT, by: "sendworthy" });
  const notice = { noticeId: "n", recipient: "ops" } as const;
  const { blocks } = templateFor({ notice, event, onboarding, setupUrl: "https://setup.example/x" });
  expect(blocks[0]).toEqual({ kind: "paragraph", text: expect.stringContaining(said) });
});
