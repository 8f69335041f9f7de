import { DescribeExecutionCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { transientByName } from "#adapters/transient";
import type { Executions } from "#core/onboarding/executions";

/** Reads the executions of one state machine. */
export function sfnExecutions(client: SFNClient, stateMachineArn: string): Executions {
  const executionsArn = stateMachineArn.replace(":stateMachine:", ":execution:");
  return {
    async stateOf(name) {
      try {
        const executionArn = `${executionsArn}:${name}`;
        const { status } = await transientByName(() =>
          client.send(new DescribeExecutionCommand({ executionArn })),
        );
        if (status === "SUCCEEDED") return "succeeded";
        return status === "RUNNING" || status === "PENDING_REDRIVE" ? "running" : "dead";
      } catch (error) {
        if (error instanceof Error && error.name === "ExecutionDoesNotExist") return "absent";
        throw error;
      }
    },
  };
}
