import type { Execution } from "./execution.ts";
import { whyNotRedrivable } from "./redrive.ts";

/**
 * Builds the EventBridge detail of an execution's status:
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export function statusChange(execution: Execution, nowMs: number): Record<string, unknown> {
  const { failure, output, redriveMs, stopMs } = execution;
  const reason = whyNotRedrivable(execution, nowMs);
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machineArn,
    name: execution.name,
    status: execution.status,
    startDate: execution.startMs,
    stopDate: stopMs ?? null,
    input: execution.input,
    output: output ?? null,
    stateMachineVersionArn: null,
    stateMachineAliasArn: null,
    redriveCount: execution.redriveCount,
    redriveDate: redriveMs ?? null,
    redriveStatus: reason === undefined ? "REDRIVABLE" : "NOT_REDRIVABLE",
    redriveStatusReason: reason ?? null,
    inputDetails: { included: true },
    outputDetails: output === undefined ? null : { included: true },
    error: failure?.error ?? null,
    cause: failure?.cause ?? null,
  };
}
