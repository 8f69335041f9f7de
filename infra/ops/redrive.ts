import type { SFNClient } from "@aws-sdk/client-sfn";
import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sfnExecutionStarter } from "#adapters/step-functions/execution-starter";
import { sfnRedriver } from "#adapters/step-functions/redriver";
import { utcTime } from "#core/names/utc-time";
import { redriveFailed } from "#core/onboarding/changes/redrive-failed";
import type { WayOn } from "#core/onboarding/executions";
import { executionName, type Onboarding } from "#core/onboarding/onboarding";
import { readOnboarding } from "#core/onboarding/store";
import { textsIn } from "#core/words/texts";
import type { Stack } from "./find-stack.ts";

const { text } = textsIn("en");

/** The dependencies of `redrive`. */
export interface RedriveDeps extends Stack {
  readonly dynamodb: DynamoDBDocumentClient;
  readonly stepFunctions: SFNClient;
}

/** The plan for one failed onboarding. */
export interface Step {
  readonly onboarding: Onboarding;
  readonly way: WayOn["way"];
  /** Step Functions' reason why the execution can't be redriven. */
  readonly because?: string;
  readonly executionArn: string;
  readonly now: number;
}

/** Plans how each failed onboarding will continue; changes nothing. */
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
  const failed = {
    onboarding: `${onboardingId} (${identity})`,
    status: failedFrom ?? "",
    error: closedBecause ?? text("operators.commands.redrive.no-reason"),
  };
  const failure = text("operators.commands.redrive.failed", failed);
  const why = because === undefined ? "" : ` (${because})`;
  return `${failure} ${planText({ ...failed, way, attempt: attempt + 1, execution: executionArn })}${way === "redrive" ? "" : why}`;
}

function planText(plan: {
  readonly way: WayOn["way"];
  readonly status: string;
  readonly attempt: number;
  readonly execution: string;
}): string {
  const { way, status, attempt, execution } = plan;
  switch (way) {
    case "redrive":
      return text("operators.commands.redrive.by-redrive", { status, execution });
    case "next-attempt":
      return text("operators.commands.redrive.by-attempt", { status, attempt: String(attempt) });
    case "leave":
      return text("operators.commands.redrive.leave");
  }
}

/**
 * Returns the onboarding to its status before the failure and continues its execution; returns a description.
 */
export async function resume({ onboarding: before, way, now }: Step, deps: RedriveDeps): Promise<string> {
  const { dynamodb, tableName, stepFunctions, stateMachineArn } = deps;
  const result = await redriveFailed(
    before,
    { way, now },
    {
      table: dynamodbTable(dynamodb, tableName),
      redriver: sfnRedriver(stepFunctions, stateMachineArn),
      starter: sfnExecutionStarter(stepFunctions, stateMachineArn),
    },
  );
  if (result === "left") return text("operators.commands.redrive.left");
  if (result === "resumed-by-another") return text("operators.commands.redrive.other");
  return result === "redriven"
    ? text("operators.commands.redrive.redriven", { status: before.failedFrom ?? "" })
    : text("operators.commands.redrive.started", {
        attempt: String(result.attempt),
        status: before.failedFrom ?? "",
      });
}

async function stepFor(
  current: Onboarding,
  { stepFunctions, stateMachineArn }: RedriveDeps,
  now: number,
): Promise<Step> {
  const name = executionName(current);
  const executionArn = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
  const { way, because, endedAt } = await sfnRedriver(stepFunctions, stateMachineArn).wayOn(name);
  // A local cloud's clock may be ahead of this machine's.
  const step = { onboarding: current, executionArn, now: Math.max(now, endedAt ?? 0), way };
  if (because === undefined) return step;
  if (endedAt === undefined) return { ...step, because };
  return {
    ...step,
    because: text("operators.commands.redrive.ended", { reason: because, at: utcTime(endedAt) }),
  };
}
