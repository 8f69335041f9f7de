import { expect, it } from "vitest";
import { messageFor } from "#core/notices/messages/message";
import { openEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { type Advice, advisedRecordOf } from "#core/records/advised-record";
import { BEGUN_AT, onboardingOf } from "../../../support/onboarding-fixture.ts";

const record = advisedRecordOf("oxfordstones.example");

function write(recipient: "customer" | "dns-contact", said: Partial<Onboarding> = {}) {
  const onboarding = onboardingOf(said);
  const event = openEvent(onboarding, { type: "records_issued", at: BEGUN_AT, by: "sendworthy" });
  return messageFor({
    notice: { noticeId: "n", recipient },
    event,
    onboarding,
    setupUrl: "https://setup.example",
  });
}

it.each(["customer", "dns-contact"] as const)(
  "shows the %s the DMARC record as optional where DNS proves that there is none",
  (reader) => {
    const written = (state: Advice["state"]) => write(reader, { advised: { at: BEGUN_AT, state, record } });
    const { subject, text } = written("offered");
    expect(subject).toContain("5 DNS records");
    expect(text).toContain("6. TXT: DMARC that only monitors (optional)");
    for (const state of ["right", "not-needed", "not-known"] as const)
      expect(written(state)).toEqual(write(reader));
  },
);
