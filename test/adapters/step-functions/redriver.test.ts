import { DescribeExecutionCommand, RedriveExecutionCommand, SFNClient } from "@aws-sdk/client-sfn";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, expect, it } from "vitest";
import { sfnRedriver } from "#adapters/step-functions/redriver";
import { TransientServiceError } from "#core/errors";

const MACHINE = "arn:aws:states:eu-west-1:000000000000:stateMachine:onboarding";
const client = new SFNClient({ region: "eu-west-1" });
const mock = mockClient(client);
const named = (name: string): Error => Object.assign(new Error(name), { name });
const redriver = sfnRedriver(client, MACHINE);
const stopDate = new Date("2026-11-23T09:00:00Z");
const endedAt = stopDate.getTime();

beforeEach(() => mock.reset());

it.each([
  [{ status: "RUNNING" }, { way: "leave" }],
  [{ status: "PENDING_REDRIVE" }, { way: "leave" }],
  [
    { status: "FAILED", redriveStatus: "REDRIVABLE", stopDate },
    { way: "redrive", endedAt },
  ],
  [
    {
      status: "FAILED",
      redriveStatus: "NOT_REDRIVABLE",
      redriveStatusReason: "14 days have passed",
      stopDate,
    },
    { way: "next-attempt", because: "14 days have passed", endedAt },
  ],
  [{ status: "ABORTED" }, { way: "next-attempt", because: "ABORTED" }],
] as const)("tells how %j goes on", async (execution, way) => {
  mock.on(DescribeExecutionCommand).resolves(execution);
  expect(await redriver.wayOn("onb_1-1")).toEqual(way);
});

it("starts the next attempt of an execution that Step Functions has forgotten", async () => {
  mock.on(DescribeExecutionCommand).rejects(named("ExecutionDoesNotExist"));
  expect(await redriver.wayOn("onb_1-1")).toEqual({ way: "next-attempt", because: "ExecutionDoesNotExist" });
});

it("decides nothing about an execution that it may not read", async () => {
  mock.on(DescribeExecutionCommand).rejects(named("AccessDeniedException"));
  await expect(redriver.wayOn("onb_1-1")).rejects.toThrow("AccessDeniedException");
});

it("redrives an execution, and says when that is too late", async () => {
  mock.on(RedriveExecutionCommand).resolves({ redriveDate: stopDate });
  expect(await redriver.redrive("onb_1-1")).toBe(true);
  expect(mock.commandCalls(RedriveExecutionCommand)[0]?.args[0].input).toEqual({
    executionArn: "arn:aws:states:eu-west-1:000000000000:execution:onboarding:onb_1-1",
  });
  mock.on(RedriveExecutionCommand).rejects(named("ExecutionNotRedrivable"));
  expect(await redriver.redrive("onb_1-1")).toBe(false);
  mock.on(RedriveExecutionCommand).rejects(named("ThrottlingException"));
  await expect(redriver.redrive("onb_1-1")).rejects.toThrow(TransientServiceError);
});
