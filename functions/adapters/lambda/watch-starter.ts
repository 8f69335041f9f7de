import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { transientByName } from "#adapters/transient";
import type { WatchStarter } from "#core/watch/watch-starter";

/** Starts the watch in an asynchronous invocation, which continues after the request that caused it. */
export function lambdaWatchStarter(client: LambdaClient, functionName: string): WatchStarter {
  return {
    async check(identity, now) {
      const command = new InvokeCommand({
        FunctionName: functionName,
        InvocationType: "Event",
        Payload: JSON.stringify({ time: new Date(now).toISOString(), identity }),
      });
      await transientByName(() => client.send(command));
    },
  };
}
