import { NotFoundException, SESv2Client, TagResourceCommand } from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";
import { sesIdentityTagger } from "#adapters/ses/identity-tagger";
import { IdentityMissingError } from "#core/errors";

const client = new SESv2Client({ region: "eu-west-1" });
const mock = mockClient(client);
const tag = sesIdentityTagger(client, "arn:aws:ses:eu-west-1:123456789012");
const PURPOSE = { owner: "oxford", project: "shop", onboardingId: "onb_1" };

it("tags an identity with what it was made for", async () => {
  mock.on(TagResourceCommand).resolves({});
  await tag("d.example", PURPOSE);
  expect(mock.commandCalls(TagResourceCommand)[0]?.args[0].input).toEqual({
    ResourceArn: "arn:aws:ses:eu-west-1:123456789012:identity/d.example",
    Tags: [
      { Key: "sendworthy:owner", Value: "oxford" },
      { Key: "sendworthy:project", Value: "shop" },
      { Key: "sendworthy:onboarding", Value: "onb_1" },
    ],
  });
});

it("names an identity that SES does not have", async () => {
  const gone = { message: "no such resource", $metadata: { httpStatusCode: 404 } };
  mock.on(TagResourceCommand).rejects(new NotFoundException(gone));
  await expect(tag("d.example", PURPOSE)).rejects.toThrow(IdentityMissingError);
});
