import * as z from "zod";
import { AwsError } from "../../aws/service.ts";
import { nameInArn, requireArn } from "../arns.ts";
import type { Execution } from "../execution.ts";
import type { Executions } from "../executions.ts";
import type { HistoryEvent } from "../history.ts";
import { NO_LOGS_OR_TRACES } from "../machines.ts";
import { whyNotRedrivable } from "../redrive.ts";
import { machineFor, OWNED_BY_AWS, variableReferencesOf } from "./machines.ts";
import { operation, seconds } from "./operation.ts";
import { maxResults, nextToken, page } from "./paging.ts";

const arn = z.string().min(1).max(256);

/** Returns the execution; throws ExecutionDoesNotExist if there is none. */
export function executionFor(executions: Executions, wanted: string): Execution {
  const execution = executions.get(requireArn(wanted, "execution"));
  if (execution !== undefined) return execution;
  throw new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${wanted}'`);
}

/** The operations that only read executions. */
export const executionReads = {
  DescribeExecution: operation(z.object({ executionArn: arn }), (input, { executions, clock }) => {
    const execution = executionFor(executions, input.executionArn);
    const { failure, output, redriveMs } = execution;
    const reason = whyNotRedrivable(execution, clock.now());
    return {
      ...summary(execution),
      input: execution.input,
      inputDetails: { included: true },
      ...(output !== undefined && { output, outputDetails: { included: true } }),
      ...failure,
      ...(redriveMs !== undefined && { redriveDate: seconds(redriveMs) }),
      redriveStatus: reason === undefined ? "REDRIVABLE" : "NOT_REDRIVABLE",
      redriveStatusReason: reason,
    };
  }),

  DescribeStateMachineForExecution: operation(
    z.object({ executionArn: arn }),
    (input, { executions, machines }) => {
      const execution = executionFor(executions, input.executionArn);
      const machine = machines.get(execution.machineArn);
      return {
        definition: machines.definition(execution.definitionKey).text,
        encryptionConfiguration: OWNED_BY_AWS,
        loggingConfiguration: machine?.loggingConfiguration ?? NO_LOGS_OR_TRACES.loggingConfiguration,
        name: nameInArn(execution.machineArn),
        revisionId: machine?.definitionKey === execution.definitionKey ? machine.revisionId : undefined,
        roleArn: execution.roleArn,
        stateMachineArn: execution.machineArn,
        tracingConfiguration: machine?.tracingConfiguration ?? NO_LOGS_OR_TRACES.tracingConfiguration,
        updateDate: seconds(machine?.updateMs ?? execution.startMs),
        ...variableReferencesOf(machines.definition(execution.definitionKey).text),
      };
    },
  ),

  ListExecutions: operation(
    z.object({
      stateMachineArn: arn,
      statusFilter: z
        .enum(["SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"])
        .optional(),
      maxResults,
      nextToken: nextToken(3096),
    }),
    (input, { machines, executions }) => {
      const machine = machineFor(machines, input.stateMachineArn);
      const wanted = executions
        .list()
        .filter(({ machineArn }) => machineArn === machine.arn)
        .filter(({ status }) => input.statusFilter === undefined || status === input.statusFilter)
        .sort((a, b) => b.startMs - a.startMs || b.sequence - a.sequence);
      const { items, ...rest } = page(
        wanted,
        (execution) => execution.arn,
        input.maxResults,
        input.nextToken,
      );
      return { executions: items.map(summary), ...rest };
    },
  ),

  GetExecutionHistory: operation(
    z.object({
      executionArn: arn,
      maxResults,
      nextToken: nextToken(1024),
      reverseOrder: z.boolean().default(false),
      includeExecutionData: z.boolean().default(true),
    }),
    (input, { executions }) => {
      const history = executions.history(executionFor(executions, input.executionArn).arn);
      if (input.reverseOrder) history.reverse();
      const { items, ...rest } = page(history, ({ id }) => String(id), input.maxResults, input.nextToken);
      return { events: items.map((event) => eventView(event, input.includeExecutionData)), ...rest };
    },
  ),
};

function summary(execution: Execution): Record<string, unknown> {
  return {
    executionArn: execution.arn,
    name: execution.name,
    redriveCount: execution.redriveCount,
    startDate: seconds(execution.startMs),
    stateMachineArn: execution.machineArn,
    status: execution.status,
    ...(execution.stopMs !== undefined && { stopDate: seconds(execution.stopMs) }),
  };
}

const DATA = new Set(["input", "output", "parameters", "assignedVariables", "error", "cause"]);

function eventView(event: HistoryEvent, includeData: boolean): Record<string, unknown> {
  const { id, previousEventId, timestampMs, type, detailsKey, details = {} } = event;
  const kept = Object.entries(details).filter(([key]) => includeData || !DATA.has(key));
  return {
    ...(detailsKey !== undefined && { [detailsKey]: Object.fromEntries(kept) }),
    id,
    previousEventId,
    timestamp: seconds(timestampMs),
    type,
  };
}
