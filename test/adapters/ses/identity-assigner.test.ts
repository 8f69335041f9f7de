import { SESv2Client, TagResourceCommand, TooManyRequestsException } from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";
import { sesIdentityAssigner } from "#adapters/ses/identity-assigner";
import { TransientServiceError } from "#core/errors";

const client = new SESv2Client({ region: "eu-west-1" });
const mock = mockClient(client);
const assigner = sesIdentityAssigner(client, "arn:aws:ses:eu-west-1:123456789012");

it("tags an identity with its owner", async () => {
  mock.on(TagResourceCommand).resolves({});
  await assigner.assign("d.example", "oxford");
  expect(mock.commandCalls(TagResourceCommand)[0]?.args[0].input).toEqual({
    ResourceArn: "arn:aws:ses:eu-west-1:123456789012:identity/d.example",
    Tags: [{ Key: "sendworthy:owner", Value: "oxford" }],
  });
});

it("reports throttling as transient", async () => {
  const throttled = { message: "Rate exceeded", $metadata: { httpStatusCode: 429 } };
  mock.on(TagResourceCommand).rejects(new TooManyRequestsException(throttled));
  await expect(assigner.assign("d.example", "oxford")).rejects.toThrow(TransientServiceError);
});
