import { describe, expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { REPORT_PROBLEMS_EVERY_MS } from "#core/onboarding/schedule";
import type { StoredFinding } from "#core/records/last-check";
import {
  changeAfterNotification,
  decideNotification,
  type Notification,
} from "#core/verification/decide-notification";
import { problemOf } from "#core/verification/verdict";
import { BEGUN_AT as NOW, RECORDS, seen } from "../../support/onboarding-fixture.ts";
import { issuedOf } from "../../support/stages.ts";

const DAY = 86_400_000;
const WRONG = seen(RECORDS[3], { state: "wrong", seen: ["10 mail.old.example"] });
const PROBLEM = String(problemOf([WRONG]));
const lastCheck = { at: NOW, records: [WRONG], queries: 1 };
const KNOWN = { notifiedProblem: PROBLEM };
const WRITTEN = { signals: { count: 1, seen: 1, wroteInTicketAt: NOW - 2 } };
const REPORTED = { notifiedProblem: "another problem", notifiedProblemAt: NOW };

function decide(said: Partial<Onboarding>, now = NOW): Notification["kind"] {
  return decideNotification(issuedOf(said), now).kind;
}

describe("a customer is notified of", () => {
  it.each<[string, Partial<Onboarding>, number, Notification["kind"]]>([
    ["nothing new", {}, NOW, "nothing"],
    ["new records", { recordsVersion: 2 }, NOW, "records"],
    ["new records before their problem", { recordsVersion: 2, lastCheck }, NOW, "records"],
    ["a wrong record", { lastCheck }, NOW, "problem"],
    ["the same problem once", { lastCheck, notifiedProblem: PROBLEM }, NOW, "nothing"],
    ["no second problem on one day", { lastCheck, ...REPORTED }, NOW + 1, "nothing"],
    ["a second problem a day later", { lastCheck, ...REPORTED }, NOW + REPORT_PROBLEMS_EVERY_MS, "problem"],
    [
      "a second problem as soon as the reader acted on the first",
      { lastCheck, ...REPORTED, signals: { count: 1, seen: 1, checkRequestedAt: NOW + 1 } },
      NOW + 2,
      "problem",
    ],
    [
      "no second problem if the reader acted just when the first was reported",
      { lastCheck, ...REPORTED, signals: { count: 1, seen: 1, checkRequestedAt: NOW } },
      NOW + 1,
      "nothing",
    ],
    ["what was written in the ticket", { lastCheck, ...KNOWN, ...WRITTEN }, NOW, "answer"],
    ["a problem rather than an answer", { lastCheck, ...WRITTEN }, NOW, "problem"],
    [
      "nothing more once it was answered",
      { lastCheck, ...KNOWN, ...WRITTEN, answered: { at: NOW, state: "" } },
      NOW,
      "nothing",
    ],
    [
      "no answer before a check has followed",
      { lastCheck: { ...lastCheck, at: NOW - 3 }, ...KNOWN, ...WRITTEN },
      NOW,
      "nothing",
    ],
    ["a reminder", { lastCheck, notifiedProblem: PROBLEM }, NOW + 3 * DAY, "reminder"],
    [
      "nothing after a cancellation",
      { lastCheck, signals: { count: 1, seen: 0, cancelledAt: NOW } },
      NOW,
      "nothing",
    ],
    ["nothing of a domain that is verified", { lastCheck, status: "verified" }, NOW, "nothing"],
    [
      "nothing about records that were replaced since",
      { lastCheck, records: RECORDS.filter((record) => record !== RECORDS[3]) },
      NOW,
      "nothing",
    ],
  ])("%s", (_, said, now, kind) => {
    expect(decide(said, now)).toBe(kind);
  });

  it("a harmful fault at once, although another problem was reported today", () => {
    const finding: StoredFinding = {
      ...{ code: "MX_OF_SES_ON_DOMAIN", severity: "urgent", record: null, details: [], notes: [] },
      ...{ records: [], actor: "dns-administrator", edits: [], seen: [], expected: [], evidence: [] },
      cause: { key: "finding.feedback-mx-at-domain", values: { at: "oxfordstones.example" } },
    };
    expect(decide({ ...REPORTED, lastCheck: { ...lastCheck, findings: [finding] } }, NOW + 1)).toBe(
      "problem",
    );
  });
});

describe("an answer to what was written in the ticket", () => {
  const written = issuedOf({ lastCheck, ...KNOWN, ...WRITTEN });
  const answer = (current: Onboarding) =>
    changeAfterNotification(decideNotification(current, NOW), current, NOW);

  it("is given once in each state, so two machines never answer each other without end", () => {
    const first = answer(written);
    expect(first).toMatchObject({ event: { type: "answered" }, set: { answered: { at: NOW } } });
    const again = { ...written, ...first?.set, signals: { ...written.signals, wroteInTicketAt: NOW + 1 } };
    const second = answer({ ...again, lastCheck: { ...lastCheck, at: NOW + 2 } });
    expect(second).toMatchObject({ set: { answered: { state: first?.set?.answered?.state } } });
    expect(second).not.toHaveProperty("event");
  });

  it("is given again once the state has changed", () => {
    const first = answer(written);
    const right = { at: NOW + 2, records: [seen(RECORDS[3], { state: "right" })], queries: 1 };
    const signals = { ...written.signals, wroteInTicketAt: NOW + 1 };
    expect(answer({ ...written, ...first?.set, signals, lastCheck: right })).toMatchObject({
      event: { type: "answered" },
    });
  });

  it("is the message about the problem, where there is one", () => {
    const current = issuedOf({ lastCheck, ...WRITTEN });
    expect(answer(current)).toMatchObject({
      event: { type: "records_wrong" },
      set: { answered: { at: NOW } },
    });
  });
});

describe("a message about a problem restarts the inactivity clock", () => {
  const later = NOW + 5 * DAY;
  const clockAfter = (said: Partial<Onboarding>) => {
    const current = issuedOf({ lastCheck, ...said });
    return changeAfterNotification(decideNotification(current, later), current, later)?.set?.inactivity;
  };

  it("when it is the first, or follows an act of the reader", () => {
    expect(clockAfter({})).toEqual({ since: later });
    const signals = { count: 1, seen: 1, checkRequestedAt: NOW + 1 };
    expect(clockAfter({ ...REPORTED, signals })).toEqual({ since: later });
  });

  it("not when only the answers of the servers changed, which would keep the onboarding open for ever", () => {
    expect(clockAfter(REPORTED)).toBeUndefined();
  });
});
