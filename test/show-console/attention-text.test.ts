import { describe, expect, it } from "vitest";
import type { NeedsAction } from "../../functions/show-console/api-shapes.ts";
import { attentionText, givesUpText } from "../../functions/show-console/attention-text.ts";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";

const HOUR = 3_600_000;
const at = (ms: number): string => new Date(ms).toISOString();

const NOTHING: NeedsAction = {
  ...{ onboardingId: "onb_1", status: "records_issued", project: "oxford-stones", owner: "oxford" },
  ...{ source: "generic", ticket: "T-1041", identity: "oxfordstones.example" },
  ...{ mailFrom: "email.oxfordstones.example", requester: "dns@oxfordstones.example" },
  ...{
    createdAt: at(NOW),
    expiresAt: at(NOW),
    waitingOn: { whom: "customer", since: null, until: null },
    awaitedSince: null,
  },
  ...{ decision: null, ses: { dkim: null, mailFrom: null }, mutedAt: null, because: null },
  ...{ failedFrom: null, contestedBecause: null, attempt: 1, lost: [], incident: null },
  ...{ sesGivesUpAt: null, findings: [] },
};

const wordsFor = (kind: string, said: Partial<NeedsAction> = {}) =>
  attentionText(kind, { ...NOTHING, ...said }, NOW);

const MUTED = { mutedAt: at(NOW) };
const MISTAKES = { findings: ["name-doubled", "wrong_value", "name-doubled"] };
const LOST = { incident: { since: at(NOW), lostAt: at(NOW) } };

describe("a failure", () => {
  it.each([
    [{ because: "States.TaskFailed", failedFrom: "verified" }, "States.TaskFailed while Verified, attempt 1"],
    [{ because: null, failedFrom: "records_issued", attempt: 3 }, "? while Records sent, attempt 3"],
    [
      { because: "States.Timeout", failedFrom: null, attempt: 2 },
      "States.Timeout while Requested, attempt 2",
    ],
  ])("%j is described by its error, its status and its attempt", (said, words) => {
    expect(wordsFor("failed", said)).toBe(words);
  });
});

describe("an incident", () => {
  it.each([
    [{}, "First sign"],
    [{ incident: { since: at(NOW), lostAt: null } }, "First sign"],
    [LOST, "Lost"],
    [{ ...LOST, sesGivesUpAt: at(NOW + 52 * HOUR) }, "SES gives up in 52 h"],
    [{ ...LOST, ...MUTED }, "A person has taken over, Lost"],
  ])("%j is described by its time or its state", (said, words) => {
    expect(wordsFor("incident", said)).toBe(words);
  });

  it.each([
    [null, undefined],
    [at(NOW + 2 * HOUR), "SES gives up in 2 h"],
    [at(NOW + 2 * HOUR - 1), "SES gives up in 1 h"],
    [at(NOW + 1), "SES gives up in 0 h"],
    [at(NOW), "SES has given up"],
    [at(NOW - HOUR), "SES has given up"],
  ])("whose end is %s leaves SES this time", (end, words) => {
    expect(givesUpText(end, NOW)).toBe(words);
  });
});

describe("what blocks an onboarding", () => {
  it.each([
    [{}, ""],
    [{ findings: ["wrong_value"] }, "Wrong value"],
    [MISTAKES, "Name doubled × 2, Wrong value"],
    [{ ...MISTAKES, ...MUTED }, "A person has taken over, Name doubled × 2, Wrong value"],
    [MUTED, "A person has taken over"],
  ])("%j is each mistake once, after the person who handles it", (said, words) => {
    expect(wordsFor("stuck-customer-day", said)).toBe(words);
    expect(wordsFor("unheard-of", said)).toBe(words);
  });

  it.each([
    [{}, ""],
    [
      { ses: { dkim: "PENDING", mailFrom: "TEMPORARY_FAILURE" } },
      "DKIM Pending, MAIL FROM Temporary failure",
    ],
    [{ ses: { dkim: "NOT_STARTED", mailFrom: null } }, "DKIM Not started, MAIL FROM –"],
    [{ ses: { dkim: null, mailFrom: "SUCCESS" } }, ""],
    [
      { ses: { dkim: "FAILED", mailFrom: "FAILED" }, ...MUTED },
      "DKIM Failed, MAIL FROM Failed, A person has taken over",
    ],
    [{ findings: ["wrong_value"] }, "Wrong value"],
  ])("%j is SES's status first where SES is awaited", (said, words) => {
    expect(wordsFor("stuck-ses-day", said)).toBe(words);
    expect(wordsFor("stuck-ses-week", said)).toBe(words);
  });
});

const GIVEN_UP = [
  { at: null, recipient: "ticket", errorName: "HelpDeskAccessError" },
  { at: at(NOW), recipient: "customer", errorName: "MessageRejected" },
];
const TWO_LOST = "ticket: HelpDeskAccessError, customer: MessageRejected";

it.each([
  ["held", {}, "dns@oxfordstones.example"],
  ["nobodys", {}, "oxford"],
  ["contested", { contestedBecause: "ses_identity" }, "SES identity"],
  ["contested", {}, ""],
  ["desk", { lost: GIVEN_UP }, TWO_LOST],
  ["notices", { lost: GIVEN_UP }, TWO_LOST],
  ["notices", {}, ""],
  ["decision", { decision: "Approve without MAIL FROM" }, "Approve without MAIL FROM"],
  ["decision", MISTAKES, "Name doubled × 2, Wrong value"],
])("%s with %j is described by what an operator needs to know", (kind, said, words) => {
  expect(wordsFor(kind, said)).toBe(words);
});
