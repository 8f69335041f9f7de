import { describe, expect, it } from "vitest";
import { ending } from "#core/notices/messages/ending";
import { messageFor } from "#core/notices/messages/message";
import { plainText } from "#core/notices/messages/plain-text";
import { openEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { textsIn } from "#core/words/texts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../../support/onboarding-fixture.ts";

const HELD = { held: { for: "requester", since: BEGUN_AT } } as const;
const incident = { since: BEGUN_AT, ses: [], records: [] };

describe("the message that a set-up has expired", () => {
  const NOT_APPROVED = "Our team did not approve it in time.";
  const LOST = "were missing from";
  it.each<[string, Partial<Onboarding>, string | undefined]>([
    ["that it was not approved in time", HELD, NOT_APPROVED],
    [
      "that it was not approved, whatever was lost",
      { ...HELD, incident: { ...incident, lostAt: 1 } },
      NOT_APPROVED,
    ],
    ["since when records were missing", { incident: { ...incident, lostAt: BEGUN_AT } }, LOST],
    ["neither of a domain that is not lost", { incident }, undefined],
    ["neither of any other", {}, undefined],
  ])("says %s", (_, said, expected) => {
    const text = plainText(ending(onboardingOf(said), "expired", "Ask again.", textsIn("en")).blocks);
    expect([NOT_APPROVED, LOST].filter((part) => text.includes(part))).toEqual(
      expected === undefined ? [] : [expected],
    );
    expect(text).toContain("Ask again.");
    expect(
      plainText(ending(onboardingOf(said), "cancelled", "Ask again.", textsIn("en")).blocks),
    ).not.toMatch(/approve|missing/);
  });
});

describe("the note that a set-up has expired", () => {
  const LEFT = "Missing or wrong at the end:";

  function note(said: Partial<Onboarding>): string {
    const onboarding = onboardingOf(said);
    const event = openEvent(onboarding, { type: "expired", at: BEGUN_AT, by: "sendworthy" });
    return messageFor({
      notice: { noticeId: "n", recipient: "note" },
      event,
      onboarding,
      setupUrl: "https://setup.example/x",
    }).text;
  }

  function checkOf(right: number): Partial<Onboarding> {
    const records = RECORDS.map((record, index) =>
      seen(record, { state: index < right ? "right" : "wrong" }),
    );
    return { lastCheck: { at: BEGUN_AT, records, queries: 5 } };
  }

  it.each<[number, string, Partial<Onboarding>]>([
    [5, "before any check", {}],
    [5, "if none is right", checkOf(0)],
    [1, "if four are right", checkOf(4)],
  ])("lists %i records %s", (count, _, said) => {
    const text = note(said);
    expect(text).toContain(LEFT);
    expect(text.match(/^- (CNAME|MX|TXT) /gm)).toHaveLength(count);
  });

  it.each<[string, Partial<Onboarding>]>([
    ["if all are right", checkOf(5)],
    ["of a request that was never approved", { ...HELD, ...checkOf(0) }],
    ["if all are right of a request that was never approved", { ...HELD, ...checkOf(5) }],
  ])("lists no records %s", (_, said) => {
    expect(note(said)).not.toMatch(/at the end:|^- (CNAME|MX|TXT) /m);
  });
});
