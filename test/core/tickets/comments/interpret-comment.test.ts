import { describe, expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { type Author, interpretComment } from "#core/tickets/comments/interpret-comment";
import { BEGUN_AT as NOW, onboardingOf } from "../../../support/onboarding-fixture.ts";

const QUESTION = "Where do I find the panel?";

function hear(text: string, said: Partial<Onboarding> = {}, author: Author = "customer") {
  return interpretComment(onboardingOf(said), { author, text }, NOW);
}

describe("what the customer writes in the ticket", () => {
  it("confirms when it is a listed phrase", () => {
    expect(hear("Done, thanks!")).toMatchObject({
      transition: "confirm",
      set: { signals: { count: 1, confirmedAt: NOW } },
      event: { type: "confirmed", by: "customer" },
    });
  });

  it("leads to one check otherwise, and confirms nothing", () => {
    const change = hear(QUESTION);
    expect(change?.set).toEqual({
      signals: { count: 1, seen: 0, wroteInTicketAt: expect.any(Number), lastMessageAt: NOW },
    });
    expect([change?.event, change?.transition]).toEqual([undefined, undefined]);
  });

  it("leads to no second check at once", () => {
    const signals = { count: 1, seen: 0, lastMessageAt: NOW - 29_000 };
    expect(hear(QUESTION, { signals })).toBeUndefined();
    expect(hear(QUESTION, { signals: { ...signals, lastMessageAt: NOW - 30_000 } })).toBeDefined();
  });

  it("leads to a check also a moment after one that was asked for on the page, once that is over", () => {
    const signals = { count: 1, seen: 1, confirmedAt: NOW - 60_000, checkRequestedAt: NOW - 5000 };
    const said = { status: "confirmed", signals } as const;
    for (const text of ["Done", QUESTION])
      expect(hear(text, said)?.set?.signals).toMatchObject({ count: 2, wroteInTicketAt: NOW });
  });

  it.each(["ready", "expired", "cancelled"] as const)("changes nothing once it is %s", (status) => {
    expect([hear("Done", { status }), hear(QUESTION, { status })]).toEqual([undefined, undefined]);
  });
});

it.each(["agent", "sendworthy", "automatic"] as const)("ignores a comment by %s", (author) => {
  expect([hear("Done", {}, author), hear(QUESTION, {}, author)]).toEqual([undefined, undefined]);
});

it("never answers a vacation responder, however long the two go on", () => {
  let current = onboardingOf();
  let told = 0;
  for (let minute = 0; minute < 10_000; minute += 1) {
    const change = interpretComment(
      current,
      { author: "customer", text: "I am out of the office until Monday." },
      NOW + minute * 60_000,
    );
    if (change?.event !== undefined) told += 1;
    current = { ...current, ...change?.set, version: current.version + 1 };
  }
  expect(told).toBe(0);
  // The comment does not extend the onboarding either.
  expect(current.expiresAt).toBe(onboardingOf().expiresAt);
});

describe("muted", () => {
  it("ignores all comments", () => {
    expect(hear("Done", { mutedAt: NOW })).toBeUndefined();
  });
});
