import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";
import { lambdaShardStarter } from "#adapters/lambda/shard-starter";

it("starts a shard in an asynchronous invocation", async () => {
  const client = new LambdaClient({});
  const lambda = mockClient(client);
  lambda.on(InvokeCommand).resolves({ StatusCode: 202 });
  const shard = { now: 1, sharers: 2, domains: [] };
  await lambdaShardStarter(client, "stack-probe-domains").start(shard);
  const [call] = lambda.commandCalls(InvokeCommand);
  expect(call?.args[0].input).toEqual({
    FunctionName: "stack-probe-domains",
    InvocationType: "Event",
    Payload: JSON.stringify(shard),
  });
});
