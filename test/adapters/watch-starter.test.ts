import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";
import { lambdaWatchStarter } from "#adapters/lambda/watch-starter";

it("starts the check of one domain in an asynchronous invocation", async () => {
  const client = new LambdaClient({});
  const lambda = mockClient(client);
  lambda.on(InvokeCommand).resolves({ StatusCode: 202 });
  await lambdaWatchStarter(client, "stack-watch-domains").check("oxfordstones.example", 0);
  const [call] = lambda.commandCalls(InvokeCommand);
  expect(call?.args[0].input).toEqual({
    FunctionName: "stack-watch-domains",
    InvocationType: "Event",
    Payload: JSON.stringify({ time: "1970-01-01T00:00:00.000Z", identity: "oxfordstones.example" }),
  });
});
