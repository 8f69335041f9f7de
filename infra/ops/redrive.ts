import { DescribeExecutionCommand, RedriveExecutionCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sfnExecutionStarter } from "#adapters/step-functions/execution-starter";
import { utcTime } from "#core/names/utc-time";
import { resumeOnboarding } from "#core/onboarding/changes/failed-execution";
import { executionInput, executionName, type Onboarding } from "#core/onboarding/onboarding";
import { START_GRACE_MS } from "#core/onboarding/schedule";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import type { Stack } from "./find-stack.ts";

/** The dependencies of `redrive`. */
export interface RedriveDeps extends Stack {
  readonly dynamodb: DynamoDBDocumentClient;
  readonly stepFunctions: SFNClient;
}

/** The plan for one failed onboarding. */
export interface Step {
  readonly onboarding: Onboarding;
  readonly way: "redrive" | "next-attempt" | "leave";
  /** Why the execution can't be redriven, as Step Functions says. */
  readonly because?: string;
  readonly executionArn: string;
  readonly now: number;
}

/** Plans how each failed onboarding goes on; changes nothing. */
export async function planRedrives(deps: RedriveDeps, now: number): Promise<Step[]> {
  const steps: Step[] = [];
  const table = dynamodbTable(deps.dynamodb, deps.tableName);
  const failed = {
    TableName: deps.tableName,
    FilterExpression: "sk = :onboarding AND #status = :failed",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: { ":onboarding": "onboarding", ":failed": "failed" },
    ProjectionExpression: "pk",
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateScan({ client: deps.dynamodb }, failed)) {
    for (const { pk } of z.array(z.object({ pk: z.string() })).parse(Items))
      steps.push(await stepFor(await readOnboarding(table, pk), deps, now));
  }
  return steps;
}

/** Describes a step in one line. */
export function describeStep({ onboarding: current, way, because, executionArn }: Step): string {
  const { onboardingId, identity, failedFrom, closedBecause, attempt } = current;
  const failure = `${onboardingId} (${identity}) failed while ${failedFrom}: ${closedBecause ?? "no reason is kept"}.`;
  const why = because === undefined ? "" : ` (${because})`;
  switch (way) {
    case "redrive":
      return `${failure} It goes on as ${failedFrom}, by a redrive of ${executionArn}`;
    case "next-attempt":
      return `${failure} It goes on as ${failedFrom}, by attempt ${attempt + 1}${why}`;
    case "leave":
      return `${failure} Its execution is running: nothing is done${why}`;
  }
}

/** Sets the onboarding back to the status before its failure and continues its execution; returns a description. */
export async function resume(step: Step, deps: RedriveDeps): Promise<string> {
  const { onboarding: before, way, executionArn, now } = step;
  const { attempt, onboardingId, failedFrom } = before;
  if (way === "leave") return "nothing done";
  const table = dynamodbTable(deps.dynamodb, deps.tableName);
  let isOurs = false;
  await changeOnboarding(table, onboardingId, (current) => {
    const back = current.attempt === attempt ? resumeOnboarding(current, now) : undefined;
    isOurs = back !== undefined;
    return back;
  });
  if (!isOurs) return "another operator has resumed it";
  if (way === "redrive" && (await isRedriven(executionArn, deps.stepFunctions)))
    return `redriven as ${failedFrom}`;
  const next = await changeOnboarding(table, onboardingId, (current) =>
    current.attempt === attempt ? { set: { attempt: attempt + 1, dueAt: now + START_GRACE_MS } } : undefined,
  );
  await sfnExecutionStarter(deps.stepFunctions, deps.stateMachineArn).start(
    executionName(next),
    executionInput(next),
  );
  return `attempt ${next.attempt} started as ${failedFrom}`;
}

/** Returns false if the 14 days in which an execution can be redriven have passed. */
async function isRedriven(executionArn: string, client: SFNClient): Promise<boolean> {
  try {
    await client.send(new RedriveExecutionCommand({ executionArn }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ExecutionNotRedrivable") return false;
    throw error;
  }
}

async function stepFor(current: Onboarding, deps: RedriveDeps, now: number): Promise<Step> {
  const executionArn = `${deps.stateMachineArn.replace(":stateMachine:", ":execution:")}:${executionName(current)}`;
  const step = { onboarding: current, executionArn, now };
  try {
    const execution = await deps.stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    const { status, redriveStatus, redriveStatusReason, stopDate } = execution;
    // A local cloud's clock may be ahead of this machine's.
    const then = Math.max(now, stopDate?.getTime() ?? 0);
    if (status === "RUNNING" || status === "PENDING_REDRIVE") return { ...step, way: "leave" };
    if (redriveStatus === "REDRIVABLE") return { ...step, now: then, way: "redrive" };
    const ended = stopDate === undefined ? "" : `, ended ${utcTime(stopDate.getTime())}`;
    return { ...step, now: then, way: "next-attempt", because: `${redriveStatusReason ?? status}${ended}` };
  } catch (error) {
    if (!(error instanceof Error && error.name === "ExecutionDoesNotExist")) throw error;
    return { ...step, way: "next-attempt", because: "the execution does not exist any more" };
  }
}
