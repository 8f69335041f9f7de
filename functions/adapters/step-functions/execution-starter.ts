import { type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { transientByName } from "#adapters/transient";
import type { ExecutionStarter } from "#core/onboarding/executions";

/** Starts executions of one state machine; has no effect if an execution of this name exists. */
export function sfnExecutionStarter(client: SFNClient, stateMachineArn: string): ExecutionStarter {
  return {
    async start(name, input) {
      try {
        await transientByName(() => client.send(new StartExecutionCommand({ stateMachineArn, name, input })));
      } catch (error) {
        if (!(error instanceof Error && error.name === "ExecutionAlreadyExists")) throw error;
      }
    },
  };
}
