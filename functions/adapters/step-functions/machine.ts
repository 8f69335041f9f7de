import { DescribeStateMachineCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { transientByName } from "#adapters/transient";
import type { StateMachineReader } from "#core/deployment-ports";

/** Checks that the state machine exists in Step Functions. */
export function sfnMachine(client: SFNClient, stateMachineArn: string): StateMachineReader {
  return {
    async exists() {
      try {
        const command = new DescribeStateMachineCommand({ stateMachineArn });
        const { status } = await transientByName(() => client.send(command));
        return status === "ACTIVE";
      } catch (error) {
        if (error instanceof Error && error.name === "StateMachineDoesNotExist") return false;
        throw error;
      }
    },
  };
}
