import { DescribeExecutionCommand, RedriveExecutionCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sfnExecutionStarter } from "#adapters/step-functions/execution-starter";
import { utcTime } from "#core/names/utc-time";
import { resumeOnboarding } from "#core/onboarding/changes/failed-execution";
import { executionInput, executionName, type Onboarding } from "#core/onboarding/onboarding";
import { START_GRACE_MS } from "#core/onboarding/schedule";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import type { Stack } from "./find-stack.ts";

/** What taking up again needs of the world. */
export interface RedriveDeps extends Stack {
  readonly dynamodb: DynamoDBDocumentClient;
  readonly stepFunctions: SFNClient;
}

/** What is to become of one failed onboarding. */
export interface Step {
  readonly onboarding: Onboarding;
  readonly way: "redrive" | "next-attempt" | "leave";
  /** Why the execution is not redriven, in the service's words. */
  readonly because?: string;
  readonly executionArn: string;
  readonly now: number;
}

/** All onboardings that failed, with what is to be done about each. */
export async function planOf(deps: RedriveDeps, now: number): Promise<Step[]> {
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

/** A step in one line. */
export function wordsOf({ onboarding: current, way, because, executionArn }: Step): string {
  const { onboardingId, identity, failedFrom, closedBecause, attempt } = current;
  const what = `${onboardingId} (${identity}) failed while ${failedFrom}: ${closedBecause ?? "no reason is kept"}.`;
  const why = because === undefined ? "" : ` (${because})`;
  switch (way) {
    case "redrive":
      return `${what} It goes on as ${failedFrom}, by a redrive of ${executionArn}`;
    case "next-attempt":
      return `${what} It goes on as ${failedFrom}, by attempt ${attempt + 1}${why}`;
    case "leave":
      return `${what} Its execution runs: it is left alone${why}`;
  }
}

/** Takes the onboarding back to its former status, and has a machine go on with it; says what was done. */
export async function goOn(step: Step, deps: RedriveDeps): Promise<string> {
  const { onboarding: before, way, executionArn, now } = step;
  const { attempt, onboardingId, failedFrom } = before;
  if (way === "leave") return "left alone";
  const table = dynamodbTable(deps.dynamodb, deps.tableName);
  let isOurs = false;
  await changeOnboarding(table, onboardingId, (current) => {
    const back = current.attempt === attempt ? resumeOnboarding(current, now) : undefined;
    isOurs = back !== undefined;
    return back;
  });
  if (!isOurs) return "somebody else took it up in the meantime";
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

/** False if its 14 days ran out since it was looked at. */
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
    // A local cloud may be ahead of this machine's time.
    const then = Math.max(now, stopDate?.getTime() ?? 0);
    if (status === "RUNNING" || status === "PENDING_REDRIVE") return { ...step, way: "leave" };
    if (redriveStatus === "REDRIVABLE") return { ...step, now: then, way: "redrive" };
    const ended = stopDate === undefined ? "" : `, ended ${utcTime(stopDate.getTime())}`;
    return { ...step, now: then, way: "next-attempt", because: `${redriveStatusReason ?? status}${ended}` };
  } catch (error) {
    if (!(error instanceof Error && error.name === "ExecutionDoesNotExist")) throw error;
    return { ...step, way: "next-attempt", because: "the execution is not known any more" };
  }
}
