import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { transientByName } from "#adapters/transient";
import type { ShardStarter } from "#core/probes/shards";

/** Starts each shard in a separate asynchronous invocation. */
export function lambdaShardStarter(client: LambdaClient, functionName: string): ShardStarter {
  return {
    async start(shard) {
      const command = new InvokeCommand({
        FunctionName: functionName,
        InvocationType: "Event",
        Payload: JSON.stringify(shard),
      });
      await transientByName(() => client.send(command));
    },
  };
}
