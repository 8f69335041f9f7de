import { SendTaskFailureCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { REFUSALS, type WaitRefuser } from "#core/onboarding/executions";
import { sendAnswer } from "./task-answer.ts";

/** Refuses waits with SendTaskFailure. */
export function sfnWaitRefuser(client: SFNClient): WaitRefuser {
  return {
    refuse: (taskToken, because) =>
      sendAnswer(() => client.send(new SendTaskFailureCommand({ taskToken, error: REFUSALS[because] }))),
  };
}
