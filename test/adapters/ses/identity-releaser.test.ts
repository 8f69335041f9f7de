import {
  DeleteEmailIdentityCommand,
  DeleteTenantResourceAssociationCommand,
  GetEmailIdentityCommand,
  ListResourceTenantsCommand,
  NotFoundException,
  SESv2Client,
  TooManyRequestsException,
} from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, expect, it } from "vitest";
import { sesIdentityReleaser } from "#adapters/ses/identity-releaser";
import { TransientServiceError } from "#core/errors";

const client = new SESv2Client({ region: "eu-west-1" });
const mock = mockClient(client);
const releaser = sesIdentityReleaser(client, "arn:aws:ses:eu-west-1:000000000000");
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
  expect(await releaser.find("d.example")).toEqual({ owner: "oxford", isVerified });
});

it("says what SES does not know, and lets throttling through to be tried again", async () => {
  mock.on(GetEmailIdentityCommand).rejectsOnce(new NotFoundException(said));
  expect(await releaser.find("d.example")).toBeUndefined();
  mock.on(ListResourceTenantsCommand).resolves({});
  mock.on(DeleteEmailIdentityCommand).rejects(new TooManyRequestsException(said));
  await expect(releaser.release("d.example")).rejects.toThrow(TransientServiceError);
});

it("removes an identity from its tenants before it deletes it, because SES deletes no resource of a tenant", async () => {
  const ResourceArn = "arn:aws:ses:eu-west-1:000000000000:identity/d.example";
  mock.on(ListResourceTenantsCommand).resolves({ ResourceTenants: [{ TenantName: "oxford" }] });
  mock.on(DeleteTenantResourceAssociationCommand).resolves({});
  mock.on(DeleteEmailIdentityCommand).resolves({});
  await releaser.release("d.example");
  expect(mock.calls().map(({ args }) => args[0].input)).toEqual([
    expect.objectContaining({ ResourceArn }),
    { TenantName: "oxford", ResourceArn },
    { EmailIdentity: "d.example" },
  ]);
});
