import { describe, expect, it } from "vitest";
import type { Figures } from "#core/report/figures";
import { reportOf } from "#core/report/report";

const HOUR = 3600;
const WEEK = { from: "2026-11-23", to: "2026-11-29" };

function findingsOf(figures: Figures) {
  return reportOf({ [WEEK.from]: figures }, WEEK.from, WEEK.to).findings;
}

describe("the mistakes that cost most", () => {
  it("come first, with the hours of all their hosts together", () => {
    const findings = findingsOf({
      "finding/MX_MISSING/other": 3 * HOUR,
      "finding/HOST_DOUBLED/GoDaddy": 2.5 * HOUR,
      "finding/HOST_DOUBLED/other": 2 * HOUR,
    });
    expect(findings).toEqual([
      {
        ...{ code: "HOST_DOUBLED", hours: 4.5 },
        hosts: [
          { host: "GoDaddy", hours: 2.5 },
          { host: "other", hours: 2 },
        ],
      },
      { code: "MX_MISSING", hours: 3, hosts: [{ host: "other", hours: 3 }] },
    ]);
  });

  it("are in order of their codes where they cost the same", () => {
    const findings = findingsOf({
      "finding/ZONE_NOT_SERVED/other": 2 * HOUR,
      "finding/MX_MISSING/other": 2 * HOUR,
      "finding/HOST_DOUBLED/GoDaddy": HOUR,
      "finding/HOST_DOUBLED/other": HOUR,
    });
    expect(findings.map(({ code, hours }) => [code, hours])).toEqual([
      ["HOST_DOUBLED", 2],
      ["MX_MISSING", 2],
      ["ZONE_NOT_SERVED", 2],
    ]);
  });

  it.each([
    [9, 9],
    [10, 10],
    [11, 10],
  ])("are named in the report: of %i, %i", (existing, shown) => {
    const costs = Array.from({ length: existing }, (_, index) => [
      `finding/C${index}/other`,
      HOUR * (index + 1),
    ]);
    const findings = findingsOf(Object.fromEntries(costs));
    expect(findings.map(({ hours }) => hours)).toEqual(
      Array.from({ length: shown }, (_, index) => existing - index),
    );
  });
});

it("has no shares and no medians for a week in which nothing happened", () => {
  const none = { count: 0, median: null, p90: null };
  const unspent = { ...none, share: null };
  const totals = { opened: 0, ready: 0, expired: 0, cancelled: 0, failed: 0, lost: 0 };
  expect(reportOf({}, WEEK.from, WEEK.to)).toEqual({
    ...WEEK,
    totals,
    weeks: [{ week: WEEK.from, ...totals }],
    timeToReady: none,
    timeByParty: { customer: unspent, caches: unspent, amazon: unspent, us: unspent },
    funnel: ["opened", "approved", "records_issued", "verified", "ready"].map((step) => ({ step, count: 0 })),
    findings: [],
    unaided: { count: 0, share: null },
    reminders: 0,
    losses: { lost: 0, noticedByDns: 0, noticedBySes: 0, timeToRepair: none },
    interventions: [],
    sesQueue: none,
    oneClick: { offered: 0, used: 0, succeeded: 0 },
  });
});
