import { describe, expect, it } from "vitest";
import { type Message, messageFor } from "#core/notices/messages/message";
import { openEvent } from "#core/onboarding/event";
import { EVENTS, type EventType, type Recipient } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../../support/onboarding-fixture.ts";

const setupUrl = "https://setup.example/setup/TOKEN";

function write(type: EventType, recipient: Recipient, said: Partial<Onboarding> = {}): Message {
  const onboarding = onboardingOf(said);
  const event = openEvent(onboarding, { type, at: BEGUN_AT, by: "sendworthy" });
  const notice = { noticeId: `n/${recipient}`, recipient };
  return messageFor({ notice, event, onboarding, setupUrl });
}

const told = Object.entries(EVENTS).flatMap(([type, recipients]) =>
  recipients.map((recipient) => [type as EventType, recipient] as const),
);

describe("every letter", () => {
  it.each(told)("of %s to %s says something in text and in HTML", (type, recipient) => {
    const letter = write(type, recipient);
    expect(letter.subject).toMatch(/oxfordstones\.example/);
    expect(letter.text.length).toBeGreaterThan(50);
    expect(letter.html).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
    expect(letter.text + letter.html).not.toMatch(/undefined|\[object|NaN/);
  });

  it.each(told)("of %s to %s escapes what strangers wrote", (type, recipient) => {
    const hostile = '<script>alert("1")</script>\u202Eoops\r\nBcc: x@y.example';
    const letter = write(type, recipient, {
      project: hostile,
      ticket: hostile,
      closedBecause: hostile,
      lastCheck: {
        at: BEGUN_AT,
        queries: 1,
        records: [seen(RECORDS[4], { state: "wrong", seen: [hostile] })],
      },
    });
    const all = letter.subject + letter.text + letter.html;
    expect(letter.html).not.toContain("<script");
    expect(all).not.toMatch(/[\u202A-\u202E\u2066-\u2069\r]/);
    expect(letter.subject).not.toMatch(/\n/);
    expect(letter.text).not.toMatch(/^Bcc/m);
  });

  it.each(told)("of %s to %s shows the set-up link only to people who add the records", (type, recipient) => {
    const { subject, text, html } = write(type, recipient);
    const isShown =
      ["customer", "dns-contact", "hand-off"].includes(recipient) &&
      type !== "identity_released" &&
      type !== "expired" &&
      type !== "cancelled";
    expect(text.includes(setupUrl)).toBe(isShown);
    expect(html.includes(setupUrl)).toBe(isShown);
    expect(subject).not.toContain("TOKEN");
  });

  it.each(told.filter(([, recipient]) => recipient === "ticket"))(
    "of %s to %s names it",
    (type, recipient) => {
      expect(write(type, recipient).subject).toMatch(/^\[T-1041\] /);
    },
  );
});

it("has no message without a reader", () => {
  expect(() => write("verified", "customer")).toThrow("There is no message about verified to customer");
});

it("keeps the subject for operations short and in ASCII, as SNS wants it", () => {
  const { subject } = write("ready", "ops", { project: `ü${"x".repeat(200)}` });
  expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
});
