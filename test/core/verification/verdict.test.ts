import { describe, expect, it } from "vitest";
import type { IdentityStatus, Onboarding, RestartWay } from "#core/onboarding/onboarding";
import { SES_READS, SES_WRITE_AFTER_SECONDS } from "#core/onboarding/schedule";
import type { CheckedRecord } from "#core/records/last-check";
import { judge, nextSesCall, problemOf } from "#core/verification/verdict";
import { BEGUN_AT as NOW } from "../../support/onboarding-fixture.ts";
import { issuedOf } from "../../support/stages.ts";
import { but, MISSING, RIGHT, SUCCESS, withSes } from "./verdict-fixture.ts";

describe("the verdict", () => {
  it("is positive if all five records are right and SES answers SUCCESS three times", () => {
    expect(judge(withSes({}), RIGHT).decision).toBe("verified");
  });

  it.each<[string, Partial<IdentityStatus>]>([
    ["verification", { verification: "PENDING" }],
    ["DKIM", { dkim: "PENDING" }],
    ["MAIL FROM", { mailFrom: "PENDING" }],
    ["a lost MAIL FROM", { mailFrom: "TEMPORARY_FAILURE" }],
    ["another MAIL FROM domain", { mailFromDomain: "old.oxfordstones.example" }],
  ])("stays shut for want of %s", (_, status) => {
    expect(judge(withSes(status), RIGHT).decision).toBe("waiting");
  });

  it.each([0, 1, 2, 3, 4])("is negative while record %i is not right, whatever SES answers", (index) => {
    for (const state of ["missing", "unknown"] as const)
      expect(judge(withSes({}), but(index, { state })).decision).toBe("waiting");
    expect(judge(withSes({}), but(index, { state: "wrong", seen: ["x"] })).decision).toBe("ask");
  });
});

describe("a mistake that the customer was notified of", () => {
  const wrong = but(3, { state: "wrong", seen: ["10 mail.old.example"] }, MISSING);
  const notifiedProblem = String(problemOf(wrong));
  const told = (saidAt: number) =>
    issuedOf({
      notifiedProblem,
      notifiedProblemAt: NOW,
      signals: { count: 1, seen: 1, confirmedAt: saidAt },
    });

  it.each([NOW - 60_000, NOW])(
    "needs a person's fix, later than the notice, before a check can help",
    (at) => {
      expect(judge(told(at), wrong).awaited).toBe("hasErrors");
    },
  );

  it("is over where nothing is wrong any more", () => {
    expect(judge(told(NOW - 60_000), MISSING).awaited).toBe("confirmed");
  });

  it("is checked quickly once a person confirms the records again", () => {
    expect(judge(told(NOW + 60_000), wrong).awaited).toBe("confirmed");
  });

  it("is another one where something else is wrong by then", () => {
    const other = but(3, { state: "wrong", seen: ["10 mail.other.example"] }, MISSING);
    expect(judge(told(NOW + 60_000), other).awaited).toBe("hasErrors");
  });
});

describe("asking the customer", () => {
  const wrong = but(3, { state: "wrong", seen: ["10 mail.old.example"] }, MISSING);

  it("happens once for the same fault", () => {
    const notifiedProblem = problemOf(wrong);
    expect(judge(issuedOf(), wrong).decision).toBe("ask");
    expect(judge(issuedOf(notifiedProblem === undefined ? {} : { notifiedProblem }), wrong).decision).toBe(
      "waiting",
    );
  });

  it("never happens for what is missing or unknown", () => {
    expect(judge(issuedOf(), MISSING).decision).toBe("waiting");
    expect(judge(issuedOf(), but(0, { state: "unknown" }, MISSING)).decision).toBe("waiting");
  });
});

describe("the next check", () => {
  it("is quick after a signal, then slower with each try", () => {
    const signals = { count: 1, seen: 0, confirmedAt: NOW };
    const first = judge(issuedOf({ signals }), MISSING);
    expect(first).toMatchObject({ awaited: "confirmed", tries: 0 });
    const schedule = { awaited: "confirmed", tries: first.tries, nextCheckAt: NOW } as const;
    const second = judge(issuedOf({ signals: { ...signals, seen: 1 }, schedule }), MISSING);
    expect(second.tries).toBe(1);
    expect(second.waitSeconds).toBeGreaterThan(first.waitSeconds);
  });

  it("starts again if the awaited fact changes, or if a person asks again", () => {
    const schedule = { awaited: "confirmed", tries: 7, nextCheckAt: NOW } as const;
    expect(judge(issuedOf({ schedule }), RIGHT)).toMatchObject({ awaited: "ses", tries: 0 });
    const asked = { count: 3, seen: 2, checkRequestedAt: NOW };
    expect(judge(issuedOf({ schedule, signals: asked }), MISSING).tries).toBe(0);
  });
});

describe("a call to SES", () => {
  const HOUR = 3_600_000;
  const noDkim = but(0, { state: "missing" });
  const noMx = but(3, { state: "missing" });
  const readOnThirdDay = issuedOf({ ses: { reads: 1, readAt: NOW + 72 * HOUR, status: SUCCESS } });

  it.each<[string, Onboarding, CheckedRecord[], number, ReturnType<typeof nextSesCall>]>([
    ["nothing in DNS", issuedOf(), MISSING, NOW, undefined],
    ["nothing in DNS, SES not asked for two days", issuedOf(), MISSING, NOW + 48 * HOUR, "read"],
    ["DNS wrong for five days, SES read on the third", readOnThirdDay, noMx, NOW + 120 * HOUR, undefined],
    ["DNS wrong for six days, SES read on the third", readOnThirdDay, noMx, NOW + 144 * HOUR, "read"],
    ["DKIM right alone", issuedOf(), noMx, NOW, undefined],
    ["MX and SPF right, SES never read", issuedOf({ ses: { reads: 0 } }), noDkim, NOW, "read"],
    ["MX and SPF right, a fresh identity", issuedOf(), noDkim, NOW, "set-mail-from"],
    ["MX and SPF right, MAIL FROM not set", withSes({ mailFromDomain: "" }), noDkim, NOW, "set-mail-from"],
    ["another MAIL FROM set", withSes({ mailFromDomain: "old.x.example" }), RIGHT, NOW, "set-mail-from"],
    [
      "MAIL FROM given up by SES, MX right again",
      withSes({ mailFrom: "FAILED" }),
      RIGHT,
      NOW,
      "set-mail-from",
    ],
    ["MAIL FROM given up by SES, MX missing", withSes({ mailFrom: "FAILED" }), noMx, NOW, undefined],
    ["signing is off, DKIM verified", withSes({ signingOff: "made-here" }), RIGHT, NOW, "enable-signing"],
    [
      "signing is off, DKIM not verified yet",
      withSes({ signingOff: "made-here", dkim: "PENDING" }),
      RIGHT,
      NOW,
      undefined,
    ],
    ["all right, read this instant", withSes({ dkim: "PENDING" }), RIGHT, NOW, undefined],
    ["all right, read a minute ago", withSes({ dkim: "PENDING" }), RIGHT, NOW + 60_000, "read"],
    ["DNS wrong, read an hour ago", withSes({}), noMx, NOW + HOUR, undefined],
  ])("%s", (_, current, records, now, call) => {
    expect(nextSesCall(current, records, now)).toBe(call);
  });
});

describe("DKIM that SES gave up although its records are right", () => {
  const given = (ses: Partial<Onboarding["ses"]> = {}) =>
    issuedOf({
      ses: {
        reads: 1,
        readAt: NOW,
        dkimRightSince: NOW - 1000,
        status: { ...SUCCESS, verification: "PENDING", dkim: "FAILED" },
        ...ses,
      },
    });
  const restartedBy = (way: RestartWay) => ({
    restart: {
      way,
      rightSince: NOW - 1000,
      at: NOW - 500,
      outcome: "started" as const,
      tokensBefore: [],
      tokensAfter: [],
    },
  });

  it("is restarted in each way once, the harmless one first", () => {
    expect(nextSesCall(given(), RIGHT, NOW)).toBe("signing-attributes");
    expect(nextSesCall(given(restartedBy("signing-attributes")), RIGHT, NOW)).toBe("verify-domain");
  });

  it("is recreated only with an operator's approval", () => {
    const tried = given(restartedBy("verify-domain"));
    expect(nextSesCall(tried, RIGHT, NOW)).not.toBe("save-identity-settings");
    const approved = { ...tried, recreation: { rightSince: NOW - 1000, approvedAt: NOW, by: "operator:o" } };
    expect(nextSesCall(approved, RIGHT, NOW)).toBe("save-identity-settings");
  });

  it("is left alone where SES was not asked since the records became right", () => {
    expect(nextSesCall(given({ dkimRightSince: NOW + 1 }), RIGHT, NOW)).toBe("read");
  });
});

describe("what keeps the verdict from being positive", () => {
  it("is an identity whose status SES did not tell yet", () => {
    const unread = issuedOf({ ses: { reads: 0 } });
    expect(judge(unread, RIGHT).decision).toBe("waiting");
    expect(judge({ ...unread, withoutMailFrom: { at: NOW, by: "operator:o" } }, RIGHT).decision).toBe(
      "waiting",
    );
  });

  it("is signing that is switched off", () => {
    expect(judge(withSes({ signingOff: "made-here" }), RIGHT).decision).toBe("waiting");
  });
});

it("asks the customer again when the records themselves changed", () => {
  expect(judge(issuedOf({ recordsVersion: 2, notifiedRecordsVersion: 1 }), MISSING).decision).toBe("ask");
});

it("does not ask because a reported mistake is gone", () => {
  expect(judge(issuedOf({ notifiedProblem: "MX email: x" }), MISSING).decision).toBe("waiting");
});

it("waits for a confirmation while nobody acted, whether or not something is wrong", () => {
  const wrong = but(3, { state: "wrong", seen: ["10 mail.old.example"] }, MISSING);
  expect(judge(issuedOf(), MISSING).awaited).toBe("notConfirmed");
  expect(judge(issuedOf(), wrong).awaited).toBe("notConfirmed");
});

it("checks again at once while SES has to be called", () => {
  const failed = { ...SUCCESS, dkim: "FAILED" } as const;
  const given = issuedOf({ ses: { reads: 1, readAt: NOW, dkimRightSince: NOW + 1, status: failed } });
  expect(judge(withSes({ mailFromDomain: "" }), RIGHT).waitSeconds).toBe(SES_WRITE_AFTER_SECONDS);
  expect(judge(given, RIGHT).waitSeconds).toBe(SES_WRITE_AFTER_SECONDS);
  expect(judge(withSes({ dkim: "PENDING" }), RIGHT).waitSeconds).toBeGreaterThan(SES_WRITE_AFTER_SECONDS);
});

describe("a part that SES stops to use", () => {
  const incident = (givesUpAt: number) => ({
    since: NOW - 72 * 3_600_000,
    ses: [{ subject: "dkim" as const, givesUpAt }],
    records: [],
    lostAt: NOW,
  });
  const calls = (givesUpAt: number, readAt: number | undefined, now = NOW) =>
    nextSesCall(
      issuedOf({
        ses: { reads: 1, status: SUCCESS, ...(readAt !== undefined && { readAt }) },
        incident: incident(givesUpAt),
        createdAt: NOW - 1000,
      }),
      but(0, { state: "missing" }),
      now,
    );
  const at = NOW - SES_READS.everyMs;

  it("is read about once, shortly after that time", () => {
    expect(calls(at, NOW - 1)).toBe("read");
    expect(calls(at, undefined)).toBe("read");
    expect(calls(at, NOW)).toBeUndefined();
    expect(calls(at, NOW + 1)).toBeUndefined();
  });

  it("is not read about before", () => {
    expect(calls(at + 1, NOW - 1)).toBeUndefined();
  });
});

it("finishes a recreation that has begun, whatever DNS shows", () => {
  const begun = issuedOf({ ses: { reads: 1, readAt: NOW, settingsToRestore: { tags: [], tenants: [] } } });
  expect(nextSesCall(begun, MISSING, NOW)).toBe("recreate");
});
