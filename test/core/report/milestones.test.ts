import { expect, it } from "vitest";
import { milestonesOf } from "#core/report/milestones";

it("keeps one value for each milestone, and the time of each domain that became ready", () => {
  const added = {
    "2026-11-23": { "step/opened": 2, ready: 3, "readyIn/90": 2, "step/approved": 2 },
    "2026-11-24": { "readyIn/1500": 1, lost: 1, "readyIn.customer/40": 3 },
  };
  expect(milestonesOf(added)).toEqual([
    { name: "OnboardingsOpened", value: 2 },
    { name: "DomainsLost", value: 1 },
    { name: "MinutesToReady", value: 90 },
    { name: "MinutesToReady", value: 90 },
    { name: "MinutesToReady", value: 1500 },
  ]);
});

it("takes nothing back: a correction of old figures is no milestone", () => {
  expect(milestonesOf({ "2026-11-23": { "step/opened": -1, expired: -2, "readyIn/90": -1 } })).toEqual([]);
});
