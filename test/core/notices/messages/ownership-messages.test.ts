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
    expect(subject).toBe("One DNS record to add for oxfordstones.example");
    expect(text).toContain("please prove that you control it");
    expect(text).toContain(`_sendworthy-challenge.oxfordstones.example`);
    expect(text).toContain(`sendworthy-proof=${TOKEN}`);
    expect(text).not.toMatch(/CNAME|MX record/);
  });

  it("beside the others has it first, and numbers the DKIM keys from 1", () => {
    const { subject, text } = write(beside);
    expect(subject).toBe("Six DNS records to add for oxfordstones.example");
    expect(text).toContain("1. Proof that the domain is yours (TXT)");
    expect(text).toContain("2. DKIM key 1 of 3 (CNAME)");
    expect(text).toContain("nothing can be sent before we have seen it");
    expect(text).not.toContain("were changed");
  });

  it("once it was seen says so, and that the record may go", () => {
    const proved = { ...ownership, provedAt: BEGUN_AT };
    const { text } = write(issuedOf({ ownership: proved, recordsVersion: 2, replacedRecords: [] }));
    expect(text).toContain("has proved that you control oxfordstones.example, and may be removed");
  });

  it.each(["customer", "ticket"] as const)("tells the %s nothing of anybody else who asked", (recipient) => {
    for (const onboarding of [alone, beside]) {
      const { subject, text, html } = write(onboarding, recipient);
      expect([subject, text, html].join()).not.toMatch(
        /contest|rival|another (owner|customer)|somebody else asks/i,
      );
    }
  });
});
