import { randomUUID } from "node:crypto";
import * as z from "zod";
import { AwsError } from "../../aws/service.ts";
import { executionArn, requireName } from "../arns.ts";
import { atEntryOf, type Execution } from "../execution.ts";
import { DATA_LIMIT_BYTES } from "../failure.ts";
import { executionAborted, executionStarted } from "../history.ts";
import { readJson } from "../json-text.ts";
import { earlierRedriveMs, endsAtMs, redriven, whyNotRedrivable } from "../redrive.ts";
import { executionFor, executionReads } from "./execution-reads.ts";
import { machineFor } from "./machines.ts";
import { operation, seconds } from "./operation.ts";

const arn = z.string().min(1).max(256);

/** The operations on executions. */
export const executionOperations = {
  ...executionReads,

  StartExecution: operation(
    z.object({
      stateMachineArn: arn,
      name: z.string().min(1).max(80).optional(),
      input: z.string().max(DATA_LIMIT_BYTES).default("{}"),
    }),
    ({ stateMachineArn, name = randomUUID(), input }, { machines, executions, engine, clock }) => {
      const machine = machineFor(machines, stateMachineArn);
      const parsed = input === "" ? { problem: "Invalid execution input." } : readJson(input);
      if ("problem" in parsed) {
        const message = `Invalid State Machine Execution Input: '${parsed.problem}'`;
        throw new AwsError("InvalidExecutionInput", message);
      }
      const wanted = executionArn(machine.arn, requireName(name));
      const existing = executions.get(wanted);
      if (existing !== undefined) {
        if (existing.status === "RUNNING" && existing.input === input) return started(existing);
        throw new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${wanted}'`);
      }
      const nowMs = clock.now();
      const { machine: steps } = machines.definition(machine.definitionKey);
      const execution = {
        arn: wanted,
        name,
        machineArn: machine.arn,
        definitionKey: machine.definitionKey,
        roleArn: machine.roleArn,
        input,
        startMs: nowMs,
        revision: 0,
        status: "RUNNING" as const,
        timeoutAtMs: endsAtMs(steps.TimeoutSeconds, nowMs),
        position: atEntryOf(steps.StartAt, parsed.value),
        variables: {},
        lastEventId: 0,
        previousEventId: 0,
        redriveCount: 0,
        redriveTokens: [],
        announced: false,
      };
      engine.begin(execution, [executionStarted(input, machine.roleArn)]);
      return started(execution);
    },
  ),

  StartSyncExecution: operation(z.object({ stateMachineArn: arn }), (input, { machines }) => {
    machineFor(machines, input.stateMachineArn);
    const message = "This operation is not supported by this type of state machine";
    throw new AwsError("StateMachineTypeNotSupported", message);
  }),

  StopExecution: operation(
    z.object({
      executionArn: arn,
      error: z.string().max(256).optional(),
      cause: z.string().max(32_768).optional(),
    }),
    ({ executionArn: wanted, error, cause }, { executions, engine, clock }) => {
      const execution = executionFor(executions, wanted);
      if (execution.status === "RUNNING") {
        const failure = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
        engine.apply(execution, {
          events: [executionAborted(failure)],
          update: { status: "ABORTED", failure },
        });
      }
      return { stopDate: seconds(executions.get(wanted)?.stopMs ?? clock.now()) };
    },
  ),

  RedriveExecution: operation(
    z.object({ executionArn: arn, clientToken: z.string().min(1).max(64).optional() }),
    ({ executionArn: wanted, clientToken }, { machines, executions, engine, clock }) => {
      const execution = executionFor(executions, wanted);
      const nowMs = clock.now();
      const earlierMs =
        clientToken === undefined ? undefined : earlierRedriveMs(execution, clientToken, nowMs);
      if (earlierMs !== undefined) return { redriveDate: seconds(earlierMs) };
      const reason = whyNotRedrivable(execution, nowMs);
      if (reason !== undefined) throw new AwsError("ExecutionNotRedrivable", reason);
      const { TimeoutSeconds } = machines.definition(execution.definitionKey).machine;
      engine.apply(execution, redriven(execution, endsAtMs(TimeoutSeconds, nowMs), nowMs, clientToken));
      return { redriveDate: seconds(nowMs) };
    },
  ),
};

function started(execution: Pick<Execution, "arn" | "startMs">): Record<string, unknown> {
  return { executionArn: execution.arn, startDate: seconds(execution.startMs) };
}
