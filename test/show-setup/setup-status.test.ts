import { expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { type Advice, advisedRecordOf } from "#core/records/advised-record";
import { setupStatus } from "../../functions/show-setup/setup-status.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";

it("returns status, records, their states and the next check", () => {
  const lastCheck = {
    at: BEGUN_AT,
    queries: 1,
    records: [seen(RECORDS[3], { state: "wrong", seen: ["10 x.example"] })],
  };
  const status = setupStatus(onboardingOf({ lastCheck }));
  expect(status).toMatchObject({
    status: "records_issued",
    mailFrom: "email.oxfordstones.example",
    lastLookAt: "2026-11-23T09:00:00.000Z",
    nextLookAt: "2026-11-23T10:00:00.000Z",
  });
  expect(status.records.map(({ state }) => state)).toEqual([
    ...Array(3).fill("not-looked"),
    "wrong",
    "not-looked",
  ]);
  expect(status.records[3]).toMatchObject({ host: "email", priority: 10, seen: ["10 x.example"] });
});

it("returns no next check once there is nothing left to check", () => {
  expect(setupStatus(onboardingOf({ status: "ready" }))).toMatchObject({
    lastLookAt: null,
    nextLookAt: null,
  });
});

it("returns nothing that is secret or personal", () => {
  const wait = { attempt: 1, round: 1, retry: 0, token: "TASK-TOKEN" };
  const text = JSON.stringify(setupStatus(onboardingOf({ wait })));
  expect(text).not.toMatch(/TASK-TOKEN|dns@oxfordstones|onb_/);
});

const record = advisedRecordOf("oxfordstones.example");
const adviceOf = (state: Advice["state"]) => ({ advised: { at: BEGUN_AT, state, record } });

it.each(["offered", "right"] as const)("returns the optional record that is %s", (state) => {
  expect(setupStatus(onboardingOf(adviceOf(state))).advised).toEqual({
    ...{ purpose: "dmarc", name: "_dmarc.oxfordstones.example", type: "TXT", ttl: 3600 },
    ...{ value: "v=DMARC1; p=none", host: "_dmarc", state },
  });
});

it.each([{}, adviceOf("not-needed"), adviceOf("not-known")])(
  "returns null where no optional record is needed, as far as is known: row %#",
  (said) => {
    expect(setupStatus(onboardingOf(said)).advised).toBeNull();
  },
);

const lastCheckAt = (at: number) => ({ lastCheck: { at, queries: 1, records: [] } });

it("says whether a requested check is in progress", () => {
  const said = { signals: { count: 1, seen: 0, checkRequestedAt: BEGUN_AT + 1 }, ...lastCheckAt(BEGUN_AT) };
  expect(setupStatus(onboardingOf(said)).isLooking).toBe(true);
  expect(setupStatus(onboardingOf({ ...said, ...lastCheckAt(BEGUN_AT + 1) })).isLooking).toBe(false);
});

const stampOf = (said: Partial<Onboarding> = {}) => setupStatus(onboardingOf(said)).stamp;
const publication = { at: BEGUN_AT, discoveredAt: BEGUN_AT, isOffered: true, provider: "Host" };

it("has a short stamp, which is the same for the same content", () => {
  expect(stampOf()).toMatch(/^[\w-]{12}$/);
  expect(stampOf({ version: 2, ticket: "T-2", requester: "ada@oxford.example" })).toBe(stampOf());
});

it("has the same stamp after another check found the same publication", () => {
  const later = { ...publication, at: BEGUN_AT + 1, discoveredAt: BEGUN_AT + 1 };
  expect(stampOf({ publication: later })).toBe(stampOf({ publication }));
  expect(stampOf({ publication: { ...publication, isOffered: false } })).not.toBe(stampOf({ publication }));
});

it.each([
  ["the MAIL FROM domain", { mailFrom: "post.oxfordstones.example" }],
  ["the status", { status: "confirmed" as const }],
  ["the records", { records: RECORDS.slice(1) }],
  ["the time of the last check", lastCheckAt(BEGUN_AT)],
  ["the optional record", adviceOf("offered")],
  ["the one-click publication", { publication }],
  ["the phase", { status: "ready" as const, withoutMailFrom: { at: BEGUN_AT, by: "operator:ada" } }],
])("has another stamp after a change of %s", (_, said) => {
  expect(stampOf(said)).not.toBe(stampOf());
  expect(stampOf(said)).not.toBe(stampOf({ status: "ready" }));
});
