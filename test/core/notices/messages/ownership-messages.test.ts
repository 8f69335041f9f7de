import { describe, expect, it } from "vitest";
import { messageFor } from "#core/notices/messages/message";
import { challengeRecord } from "#core/onboarding/challenge";
import { openEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { BEGUN_AT, onboardingOf, RECORDS } from "../../../support/onboarding-fixture.ts";
import { issuedOf, TOKEN } from "../../../support/stages.ts";

const setupUrl = "https://setup.example/setup/TOKEN";
const ownership = { token: TOKEN, because: "contested", requestedAt: BEGUN_AT } as const;
const CHALLENGE = challengeRecord("oxfordstones.example", TOKEN);

function write(onboarding: Onboarding, recipient: "customer" | "ticket" = "customer") {
  const event = openEvent(onboarding, { type: "records_issued", at: BEGUN_AT, by: "sendworthy" });
  return messageFor({ notice: { noticeId: "n", recipient }, event, onboarding, setupUrl });
}

const alone = onboardingOf({ ownership, records: [CHALLENGE] });
const beside = issuedOf({
  ownership,
  records: [CHALLENGE, ...RECORDS],
  recordsVersion: 2,
  replacedRecords: [],
});

describe("the letter with the challenge", () => {
  it("alone says what the one record is for, and that the others follow", () => {
    const { subject, text } = write(alone);
    expect(subject).toBe("Add 1 DNS record for oxfordstones.example");
    expect(text).toContain("First prove that you control oxfordstones.example");
    expect(text).toContain(`_sendworthy-challenge.oxfordstones.example`);
    expect(text).toContain(`sendworthy-proof=${TOKEN}`);
    expect(text).not.toMatch(/CNAME|MX record/);
  });

  it("beside the others has it first, and numbers the DKIM keys from 1", () => {
    const { subject, text } = write(beside);
    expect(subject).toBe("Add 6 DNS records for oxfordstones.example");
    expect(text).toContain("1. TXT: proof that the domain is yours");
    expect(text).toContain("2. CNAME: DKIM key 1 of 3");
    expect(text).toContain("Nothing can be sent before we see it");
    expect(text).not.toContain("Replace");
  });

  it("once it was seen says so, and that the record may go", () => {
    const proved = { ...ownership, provedAt: BEGUN_AT };
    const { text } = write(issuedOf({ ownership: proved, recordsVersion: 2, replacedRecords: [] }));
    expect(text).toContain(
      "You have proved that you control oxfordstones.example, and you can remove the TXT record",
    );
  });

  it.each(["customer", "ticket"] as const)("does not reveal other requesters to the %s", (recipient) => {
    for (const onboarding of [alone, beside]) {
      const { subject, text, html } = write(onboarding, recipient);
      expect([subject, text, html].join()).not.toMatch(
        /contest|rival|another (owner|customer)|somebody else asks/i,
      );
    }
  });
});
