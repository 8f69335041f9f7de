import { describe, expect, it } from "vitest";
import { ending, IDLE_MS, LONGEST_MS, opening, openSession, type Session, using } from "#core/access/session";
import type { Item } from "#core/table";

const NOW = Date.UTC(2026, 10, 23, 9);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WHO = { realm: "console", person: { subject: "p-1", email: "anna@d.example" }, grants: ["sre"] };

const SESSION: Session = {
  ...{ pk: "session#abc", sk: "session", version: 1, ...WHO },
  ...{ openedAt: NOW, usedAt: NOW, forgetAt: NOW / 1000 + 36_000 },
};

describe("a new session", () => {
  it("is written under the hash of its secret, and is forgotten after the longest time, in seconds", () => {
    expect(opening("abc", WHO, NOW)).toEqual({ item: SESSION, expectedVersion: undefined });
  });

  it("is forgotten not before its end: the second is rounded up", () => {
    expect(opening("abc", WHO, NOW + 1).item["forgetAt"]).toBe(NOW / 1000 + 36_001);
  });
});

describe("a session is open", () => {
  it.each<[string, Partial<Session>, number]>([
    ["at once", {}, NOW],
    ["until an hour without use is over", {}, NOW + HOUR_MS - 1],
    ["until ten hours are over, in use", { usedAt: NOW + 10 * HOUR_MS - 1 }, NOW + 10 * HOUR_MS - 1],
  ])("%s", (_when, said, now) => {
    const item = { ...SESSION, ...said };
    expect(openSession(item, "console", now)).toEqual(item);
  });
});

describe("a session is over", () => {
  it.each<[string, Partial<Session>, number]>([
    ["after an hour without use", {}, NOW + HOUR_MS],
    ["after ten hours, in use", { usedAt: NOW + 10 * HOUR_MS }, NOW + 10 * HOUR_MS],
    ["once it was ended", { endedAt: NOW }, NOW],
    ["in another realm", { realm: "other" }, NOW],
  ])("%s", (_when, said, now) => {
    expect(openSession({ ...SESSION, ...said }, "console", now)).toBeUndefined();
  });

  it.each<[string, Item | undefined]>([
    ["is absent", undefined],
    ["has no person", { pk: SESSION.pk, sk: SESSION.sk, version: 1 }],
  ])("when its item %s", (_what, item) => {
    expect(openSession(item, "console", NOW)).toBeUndefined();
  });

  it("has the limits of the documentation", () => {
    expect([IDLE_MS, LONGEST_MS]).toEqual([3_600_000, 36_000_000]);
  });
});

describe("a change of a session", () => {
  it("writes the use at most every five minutes", () => {
    expect(using(SESSION, NOW + 5 * MINUTE_MS - 1)).toBeUndefined();
    expect(using(SESSION, NOW + 5 * MINUTE_MS)).toEqual({
      item: { ...SESSION, usedAt: NOW + 5 * MINUTE_MS, version: 2 },
      expectedVersion: 1,
    });
  });

  it("writes its end", () => {
    expect(ending({ ...SESSION, version: 7 }, NOW + 1)).toEqual({
      item: { ...SESSION, endedAt: NOW + 1, version: 8 },
      expectedVersion: 7,
    });
  });
});
