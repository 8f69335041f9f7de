import { SendTaskSuccessCommand, type SFNClient } from "@aws-sdk/client-sfn";
import type { ExecutionResumer } from "#core/onboarding/executions";
import { sendAnswer } from "./task-answer.ts";

/** Resumes executions with SendTaskSuccess. */
export function sfnExecutionResumer(client: SFNClient): ExecutionResumer {
  return {
    resume: (taskToken) =>
      sendAnswer(() => client.send(new SendTaskSuccessCommand({ taskToken, output: "{}" }))),
  };
}
