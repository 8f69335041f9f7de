import {
  CreateEmailIdentityCommand,
  GetEmailIdentityCommand,
  PutEmailIdentityDkimAttributesCommand,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { sesDkimSigner } from "#adapters/ses/dkim-signer";
import { sesIdentityMaker } from "#adapters/ses/identity-maker";
import { sesIdentityReader } from "#adapters/ses/identity-reader";

const client = new SESv2Client({ region: "eu-west-1" });
const mock = mockClient(client);
const FOR = { onboardingId: "onb_1", owner: "oxford", project: "shop" };

beforeEach(() => mock.reset());

describe("DKIM signing that is switched off", () => {
  const read = async (SigningEnabled: boolean | undefined, ...keys: string[]) => {
    const Tags = keys.map((Key) => ({ Key, Value: "x" }));
    mock.on(GetEmailIdentityCommand).resolves({
      ...{ VerificationStatus: "SUCCESS", Tags },
      DkimAttributes: { Status: "SUCCESS", ...(SigningEnabled === undefined ? {} : { SigningEnabled }) },
    });
    return (await sesIdentityReader(client).read("d.example"))?.signingOff;
  };

  it.each([
    ["absent while SES signs", true, ["sendworthy:onboarding"], undefined],
    ["absent where SES does not say", undefined, ["sendworthy:onboarding"], undefined],
    ["ours by the tag of its onboarding", false, ["sendworthy:onboarding"], "made-here"],
    [
      "ours by that tag among others",
      false,
      ["sendworthy:owner", "sendworthy:project", "sendworthy:onboarding"],
      "made-here",
    ],
    ["another's where only its owner was tagged", false, ["sendworthy:owner"], "made-by-hand"],
    ["another's where it has no tags", false, [], "made-by-hand"],
  ])("is %s", async (_, isEnabled, tags, signingOff) => {
    expect(await read(isEnabled, ...tags)).toBe(signingOff);
  });

  it("is switched on in one call", async () => {
    mock.on(PutEmailIdentityDkimAttributesCommand).resolves({});
    await sesDkimSigner(client).enable("d.example");
    expect(mock.commandCalls(PutEmailIdentityDkimAttributesCommand)[0]?.args[0].input).toEqual({
      EmailIdentity: "d.example",
      SigningEnabled: true,
    });
  });
});

it.each([
  ["PENDING", "HOST_NOT_FOUND"],
  ["FAILED", "HOST_NOT_FOUND"],
  ["SUCCESS", undefined],
] as const)("keeps the last verification error of an identity that is %s: %s", async (status, errorType) => {
  mock.on(GetEmailIdentityCommand).resolves({
    ...{ VerificationStatus: status, DkimAttributes: { Status: status } },
    VerificationInfo: { ErrorType: "HOST_NOT_FOUND" },
  });
  expect((await sesIdentityReader(client).read("d.example"))?.errorType).toBe(errorType);
});

it.each([
  ["eu-west-1", "dkim.amazonses.com"],
  ["eu-central-2", "dkim.eu-central-2.amazonses.com"],
])("takes the signing zone of %s from the table where SES leaves it out", async (region, zone) => {
  mock
    .on(CreateEmailIdentityCommand)
    .resolves({ DkimAttributes: { Status: "PENDING", Tokens: ["t1", "t2", "t3"] } });
  const made = await sesIdentityMaker(client, { region, arnPrefix: "" }).make("d.example", FOR);
  expect(made).toMatchObject({ signingHostedZone: zone });
});
