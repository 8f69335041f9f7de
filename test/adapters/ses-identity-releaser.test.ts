import {
  DeleteEmailIdentityCommand,
  GetEmailIdentityCommand,
  NotFoundException,
  SESv2Client,
  TooManyRequestsException,
} from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, expect, it } from "vitest";
import { sesIdentityReleaser } from "#adapters/ses-identity-releaser";
import { TransientServiceError } from "#core/errors";

const client = new SESv2Client({ region: "eu-west-1" });
const mock = mockClient(client);
const releaser = sesIdentityReleaser(client);
const said = { message: "said by SES", $metadata: { httpStatusCode: 400 } };
const Tags = [{ Key: "sendworthy:owner", Value: "oxford" }];

beforeEach(() => mock.reset());

it.each([
  ["FAILED", "FAILED", false],
  ["PENDING", "NOT_STARTED", false],
  ["SUCCESS", "PENDING", true],
  ["FAILED", "SUCCESS", true],
  ["PENDING", "TEMPORARY_FAILURE", true],
] as const)("takes %s with DKIM %s for verified at some time: %s", async (status, dkim, isVerified) => {
  const DkimAttributes = { Status: dkim };
  mock.on(GetEmailIdentityCommand).resolves({ VerificationStatus: status, DkimAttributes, Tags });
  expect(await releaser.look("d.example")).toEqual({ owner: "oxford", isVerified });
});

it("says what SES does not know, and lets throttling through to be tried again", async () => {
  mock.on(GetEmailIdentityCommand).rejectsOnce(new NotFoundException(said));
  expect(await releaser.look("d.example")).toBeUndefined();
  mock.on(DeleteEmailIdentityCommand).rejects(new TooManyRequestsException(said));
  await expect(releaser.release("d.example")).rejects.toThrow(TransientServiceError);
});
