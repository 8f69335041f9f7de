import { describe, expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { REPORT_PROBLEMS_EVERY_MS } from "#core/onboarding/schedule";
import type { StoredFinding } from "#core/records/last-check";
import { decideNotification, type Notification } from "#core/verification/decide-notification";
import { problemOf } from "#core/verification/verdict";
import { BEGUN_AT as NOW, RECORDS, seen } from "../../support/onboarding-fixture.ts";
import { issuedOf } from "../../support/stages.ts";

const DAY = 86_400_000;
const WRONG = seen(RECORDS[3], { state: "wrong", seen: ["10 mail.old.example"] });
const PROBLEM = String(problemOf([WRONG]));
const lastCheck = { at: NOW, records: [WRONG], queries: 1 };
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

  it("harm at once, though another problem was reported today", () => {
    const finding: StoredFinding = {
      ...{ code: "MX_OF_SES_ON_DOMAIN", severity: "urgent", record: null, fix: "" },
      ...{ records: [], actor: "dns-administrator", edits: [], seen: [], expected: [], evidence: [] },
    };
    expect(decide({ ...REPORTED, lastCheck: { ...lastCheck, findings: [finding] } }, NOW + 1)).toBe(
      "problem",
    );
  });
});
