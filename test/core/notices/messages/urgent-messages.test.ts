import { expect, it } from "vitest";
import { messageFor } from "#core/notices/messages/message";
import { openEvent } from "#core/onboarding/event";
import type { EventType, Reader } from "#core/onboarding/event-types";
import type { StoredFinding } from "#core/records/last-check";
import { BEGUN_AT, onboardingOf } from "../../../support/onboarding-fixture.ts";

const URGENT: StoredFinding = {
  ...{ code: "FEEDBACK_MX_AT_DOMAIN", severity: "urgent", record: null, records: [] },
  ...{ actor: "dns-administrator", edits: [], seen: [], expected: [], evidence: [] },
  ...{ cause: { key: "finding.feedback-mx-at-domain", values: { at: "oxfordstones.example" } } },
  ...{ details: [], notes: [] },
};

function write(type: EventType, recipient: Reader, findings: StoredFinding[]) {
  const lastCheck = { at: BEGUN_AT, queries: 1, records: [], findings };
  const onboarding = onboardingOf({ lastCheck });
  const event = openEvent(onboarding, { type, at: BEGUN_AT, by: "sendworthy" });
  return messageFor({
    notice: { noticeId: "n", recipient },
    event,
    onboarding,
    setupUrl: "https://s.example",
  });
}

it.each([
  ["reminded", "customer"],
  ["reminded", "dns-contact"],
  ["dkim_verified", "customer"],
  ["ready", "ticket"],
  ["domain_recovered", "customer"],
] as const)("of %s to %s begins with what is urgent, until it is over", (type, recipient) => {
  const { text } = write(type, recipient, [URGENT]);
  expect(text).toMatch(/^Urgent: please correct this first\.\n\n- An MX of Amazon at oxfordstones\.example/);
  expect(write(type, recipient, []).text).not.toContain("Urgent");
});

it("says what is urgent once in a correction", () => {
  const { text } = write("records_wrong", "customer", [URGENT]);
  expect(text.split("An MX of Amazon at")).toHaveLength(2);
});
