import { describe, expect, it } from "vitest";
import { type DigestEntry, type MailDigest, nextDigestAt, withEntry } from "#core/notices/mail-digest";
import { BEGUN_AT } from "../../support/onboarding-fixture.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ADDRESS = "anna@oxfordstones.example";

function entryOf(number: number): DigestEntry {
  return { noticeId: `n${number}`, recipient: "customer", onboardingId: "o" };
}

function digestOf(count: number, said: Partial<MailDigest> = {}): MailDigest {
  return {
    version: count,
    address: ADDRESS,
    entries: Array.from({ length: count }, (_, index) => entryOf(index)),
    sendAt: BEGUN_AT,
    tries: 0,
    queue: "undelivered",
    dueAt: BEGUN_AT,
    forgetAt: (BEGUN_AT + 7 * DAY) / 1000,
    ...said,
  };
}

describe("the next digest", () => {
  const midnight = Math.floor(BEGUN_AT / DAY) * DAY;
  it.each([
    ["at midnight", 0, 2 * HOUR],
    ["just before an even hour", 2 * HOUR - 1, 2 * HOUR],
    ["at an even hour", 2 * HOUR, 4 * HOUR],
    ["at an odd hour", 3 * HOUR, 4 * HOUR],
    ["at the end of the day", DAY - 1, DAY],
  ])("is at the next even hour: %s", (_, now, next) => {
    expect(nextDigestAt(midnight + now)).toBe(midnight + next);
  });
});

describe("a notice", () => {
  it("begins a digest where there is none", () => {
    expect(withEntry(undefined, ADDRESS, entryOf(0), BEGUN_AT)).toEqual(digestOf(1));
  });

  it.each([1, 2, 99])("is the last in a digest of %i that still waits", (count) => {
    expect(withEntry(digestOf(count), ADDRESS, entryOf(count), BEGUN_AT)).toEqual(digestOf(count + 1));
  });

  it("keeps the failed deliveries of the digest, and the time of its next try", () => {
    const tried = { tries: 3, dueAt: BEGUN_AT + HOUR };
    expect(withEntry(digestOf(1, tried), ADDRESS, entryOf(1), BEGUN_AT)).toEqual(digestOf(2, tried));
  });

  it.each([100, 101])("does not fit into a digest of %i that still waits", (count) => {
    expect(withEntry(digestOf(count), ADDRESS, entryOf(count), BEGUN_AT)).toBeUndefined();
  });

  it.each([1, 99, 100])("does not join a digest of %i that was sent", (count) => {
    const { queue: _, ...sent } = digestOf(count);
    expect(withEntry(sent, ADDRESS, entryOf(count), BEGUN_AT)).toBeUndefined();
  });
});
