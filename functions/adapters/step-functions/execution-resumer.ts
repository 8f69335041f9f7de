import { SendTaskSuccessCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { transientByName } from "#adapters/transient";
import type { ExecutionResumer } from "#core/onboarding/executions";

/** Closed, timed out or unknown: https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html */
const BENIGN: readonly string[] = ["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"];

/** Resumes executions with SendTaskSuccess. */
export function sfnExecutionResumer(client: SFNClient): ExecutionResumer {
  return {
    async resume(taskToken) {
      try {
        await transientByName(() => client.send(new SendTaskSuccessCommand({ taskToken, output: "{}" })));
      } catch (error) {
        if (!(error instanceof Error && BENIGN.includes(error.name))) throw error;
      }
    },
  };
}
