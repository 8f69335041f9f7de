import { describe, expect, it } from "vitest";
import { messageFor } from "#core/notices/messages/message";
import { openEvent } from "#core/onboarding/event";
import { EVENTS, type EventType, isOperator, type Reader } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import { LANGUAGES } from "#core/words/languages";
import { textsIn } from "#core/words/texts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../../support/onboarding-fixture.ts";

const gone = RECORDS.map(({ name, type }) => ({ name, type, rightAt: BEGUN_AT }));

/** All records are missing, so that each message about records lists all of them. */
const MISSING: Partial<Onboarding> = {
  lastCheck: { at: BEGUN_AT, queries: 9, records: RECORDS.map((record) => seen(record, { state: "wrong" })) },
  incident: { since: BEGUN_AT, ses: [{ subject: "dkim", givesUpAt: BEGUN_AT + 36e5 }], records: gone },
  dnsContact: "dns@agency.example",
  timeZone: "Europe/Berlin",
};

const WITH_RECORDS: readonly EventType[] = [
  "records_issued",
  "records_wrong",
  "reminded",
  "domain_degraded",
  "domain_lost",
];

const NOTICES = Object.entries(EVENTS).flatMap(([type, readers]) =>
  readers.map((reader: Reader) => [type as EventType, reader] as const),
);

function write(type: EventType, recipient: Reader, said: Partial<Onboarding>) {
  const onboarding = onboardingOf({ ...MISSING, ...said });
  const event = openEvent(onboarding, { type, at: BEGUN_AT, by: "sendworthy" });
  const notice = { noticeId: `${type}/${onboarding.expiresAt}`, recipient };
  return messageFor({ notice, event, onboarding, setupUrl: "https://setup.example/x" });
}

describe.each(LANGUAGES)("in %s", (language) => {
  it.each(NOTICES)("%s to %s has a subject, and nothing left open", (type, reader) => {
    const { subject, text, html } = write(type, reader, { language });
    expect(subject).toContain("oxfordstones.example");
    expect(subject + text + html).not.toMatch(/undefined|NaN|\{\w+|\[object/);
    expect(html).toContain(`<html lang="${isOperator(reader) ? "en" : language}">`);
  });

  it.each(WITH_RECORDS)("%s has every value to publish, in text and HTML", (type) => {
    const { text, html } = write(type, "customer", { language });
    const shown = html.replaceAll("<wbr>", "");
    for (const { name, value } of RECORDS)
      for (const part of [name, value]) {
        expect(text).toContain(part);
        expect(shown).toContain(part);
      }
  });

  it("times are in the customer's time zone, which is named", () => {
    const at = textsIn(language, "Europe/Berlin").text("recovered.since", { at: BEGUN_AT });
    expect(write("domain_recovered", "customer", { language }).text).toContain(at);
    expect(at).toMatch(/10:00.*(CET|MEZ|UTC\+1|GMT\+1)/);
  });
});

describe("the language", () => {
  it("of the DNS contact may be another one", () => {
    const said = { language: "de", dnsContactLanguage: "fr" };
    expect(write("ready", "customer", said).subject).toBe("oxfordstones.example kann jetzt senden");
    expect(write("ready", "dns-contact", said).subject).toBe("oxfordstones.example est prêt à envoyer");
    expect(write("ready", "dns-contact", { language: "de" }).subject).toContain("kann jetzt senden");
  });

  it("of operators is English, in UTC", () => {
    const { text } = write("ready", "ops", { language: "de" });
    expect(text).toContain("since 23 November 2026 at 09:00 UTC");
  });

  it("that has no catalogue any more is English", () => {
    expect(write("ready", "customer", { language: "tlh" }).subject).toContain("is ready to send");
  });
});

it("has a subject of its own for each event and state", () => {
  const subjects = NOTICES.filter(([, reader]) => reader === "customer").map(
    ([type]) => write(type, "customer", {}).subject,
  );
  expect(new Set(subjects).size).toBe(subjects.length);
});
