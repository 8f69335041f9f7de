import { DescribeExecutionCommand, RedriveExecutionCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { transientByName } from "#adapters/transient";
import type { Redriver } from "#core/onboarding/executions";

/** Step Functions deletes executions 90 days after their end. */
const GONE = "ExecutionDoesNotExist";

/** Redrives executions of one state machine: https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html */
export function sfnRedriver(client: SFNClient, stateMachineArn: string): Redriver {
  const arnOf = (name: string) => `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
  return {
    async wayOn(name) {
      try {
        const execution = await transientByName(() =>
          client.send(new DescribeExecutionCommand({ executionArn: arnOf(name) })),
        );
        const { status, redriveStatus, redriveStatusReason, stopDate } = execution;
        if (status === "RUNNING" || status === "PENDING_REDRIVE") return { way: "leave" };
        const ended = stopDate === undefined ? {} : { endedAt: stopDate.getTime() };
        return redriveStatus === "REDRIVABLE"
          ? { way: "redrive", ...ended }
          : { way: "next-attempt", because: redriveStatusReason ?? String(status), ...ended };
      } catch (error) {
        if (!isNamed(error, GONE)) throw error;
        return { way: "next-attempt", because: GONE };
      }
    },
    async redrive(name) {
      try {
        await transientByName(() => client.send(new RedriveExecutionCommand({ executionArn: arnOf(name) })));
        return true;
      } catch (error) {
        if (isNamed(error, "ExecutionNotRedrivable")) return false;
        throw error;
      }
    },
  };
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
