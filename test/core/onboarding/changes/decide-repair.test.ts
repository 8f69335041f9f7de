import { expect, it } from "vitest";
import { decideRepair, type Repair } from "#core/onboarding/changes/decide-repair";
import type { ExecutionState } from "#core/onboarding/executions";
import type { Onboarding } from "#core/onboarding/onboarding";
import { REPAIR_GRACE_MS, START_GRACE_MS } from "#core/onboarding/schedule";
import { BEGUN_AT as NOW, onboardingOf } from "../../../support/onboarding-fixture.ts";

const NEXT = onboardingOf().schedule.nextCheckAt;
const START_BY = NOW + START_GRACE_MS;

it.each<[string, Partial<Onboarding>, ExecutionState | undefined, Repair]>([
  ["it closed meanwhile", { queue: "closed" }, undefined, { kind: "nothing" }],
  ["it is held", { status: "held" }, undefined, { kind: "unapproved" }],
  ["its execution is not known yet", {}, undefined, { kind: "need-execution" }],
  ["it died", {}, "dead", { kind: "fail" }],
  ["it runs", {}, "running", { kind: "check-later", attempt: 1, dueAt: NEXT + REPAIR_GRACE_MS }],
  [
    "it runs, and its check is overdue",
    { schedule: { ...onboardingOf().schedule, nextCheckAt: NOW - 1 } },
    "running",
    { kind: "check-later", attempt: 1, dueAt: NOW + REPAIR_GRACE_MS },
  ],
  ["it never began", { attempt: 3 }, "absent", { kind: "start", attempt: 3, dueAt: START_BY }],
  ["it ended and left it open", { attempt: 3 }, "succeeded", { kind: "start", attempt: 4, dueAt: START_BY }],
])("%s", (_, said, execution, repair) => {
  expect(decideRepair(onboardingOf(said), execution, NOW)).toEqual(repair);
});
