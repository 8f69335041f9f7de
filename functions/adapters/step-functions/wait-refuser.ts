import { SendTaskFailureCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { NOTHING_AWAITED, type WaitRefuser } from "#core/onboarding/executions";
import { sendAnswer } from "./task-answer.ts";

/** Refuses waits with SendTaskFailure. */
export function sfnWaitRefuser(client: SFNClient): WaitRefuser {
  return {
    refuse: (taskToken) =>
      sendAnswer(() => client.send(new SendTaskFailureCommand({ taskToken, error: NOTHING_AWAITED }))),
  };
}
