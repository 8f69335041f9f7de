import {
  CreateConfigurationSetCommand,
  CreateEmailIdentityCommand,
  CreateTenantCommand,
  CreateTenantResourceAssociationCommand,
  DeleteEmailIdentityCommand,
  GetEmailIdentityCommand,
  ListResourceTenantsCommand,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { sesIdentityRecreator } from "#adapters/ses/identity-recreator";
import { leaveTenants } from "#adapters/ses/tenants";
import { IdentityMissingError } from "#core/errors";
import { startSesWorld } from "../../support/ses-world.ts";

const D = "oxfordstones.example";
const ARN_PREFIX = "arn:aws:ses:eu-west-1:000000000000";
const Tags = [{ Key: "sendworthy:owner", Value: "oxford" }];
const FIVE_DAYS = 5 * 24 * 60;
const HAS = {
  tags: [{ key: "sendworthy:owner", value: "oxford" }],
  configurationSet: "shop",
  tenants: ["oxford"],
};

/** SES deletes no identity that belongs to a tenant, so it is removed from the tenant first. */
async function deleteIt(client: SESv2Client): Promise<void> {
  await leaveTenants(client, `${ARN_PREFIX}:identity/${D}`);
  await client.send(new DeleteEmailIdentityCommand({ EmailIdentity: D }));
}

describe("against the local SES", () => {
  /** Makes an identity with all possible settings. */
  async function rich() {
    const { client, minutes } = await startSesWorld({ [D]: "" });
    await client.send(new CreateConfigurationSetCommand({ ConfigurationSetName: "shop" }));
    await client.send(
      new CreateEmailIdentityCommand({ EmailIdentity: D, Tags, ConfigurationSetName: "shop" }),
    );
    await client.send(new CreateTenantCommand({ TenantName: "oxford" }));
    await client.send(
      new CreateTenantResourceAssociationCommand({
        TenantName: "oxford",
        ResourceArn: `${ARN_PREFIX}:identity/${D}`,
      }),
    );
    const read = () => client.send(new GetEmailIdentityCommand({ EmailIdentity: D }));
    return { client, minutes, read, recreator: sesIdentityRecreator(client, ARN_PREFIX) };
  }

  it("restores all settings of an identity that SES had given up", async () => {
    const { minutes, read, recreator } = await rich();
    await minutes(FIVE_DAYS);
    const before = await read();
    expect(before.DkimAttributes?.Status).toBe("FAILED");
    expect(await recreator.identitySettings(D)).toEqual(HAS);
    const { tokens } = await recreator.recreate(D, HAS);
    expect(tokens).not.toEqual(before.DkimAttributes?.Tokens);
    expect(await read()).toMatchObject({ Tags, DkimAttributes: { Status: "PENDING", Tokens: tokens } });
    expect(await recreator.identitySettings(D)).toEqual(HAS);
  });

  it.each<[string, (client: SESv2Client) => Promise<unknown>]>([
    ["deleted it", deleteIt],
    [
      "made it, and gave nothing back",
      async (client) => {
        await deleteIt(client);
        await client.send(
          new CreateEmailIdentityCommand({ EmailIdentity: D, Tags, ConfigurationSetName: "shop" }),
        );
      },
    ],
  ])("finishes what a run that %s left", async (_, died) => {
    const { client, minutes, recreator } = await rich();
    await minutes(FIVE_DAYS);
    await died(client);
    await recreator.recreate(D, HAS);
    expect(await recreator.identitySettings(D)).toEqual(HAS);
  });

  it("never deletes an identity that SES still checks", async () => {
    const { read, recreator } = await rich();
    const { DkimAttributes } = await read();
    expect(await recreator.recreate(D, HAS)).toEqual({ dkim: "PENDING", tokens: DkimAttributes?.Tokens });
  });

  it("throws an error of its own if the identity is gone before it begins", async () => {
    const { client, recreator } = await rich();
    await deleteIt(client);
    await expect(recreator.identitySettings(D)).rejects.toThrow(IdentityMissingError);
  });
});

describe("settings that can't be restored", () => {
  const client = new SESv2Client({ region: "eu-west-1" });
  const mock = mockClient(client);
  const recreator = sesIdentityRecreator(client, ARN_PREFIX);
  const DkimAttributes = { SigningEnabled: true, SigningAttributesOrigin: "AWS_SES" } as const;

  beforeEach(() => {
    mock.reset();
    mock.on(ListResourceTenantsCommand).resolves({ ResourceTenants: [] });
  });

  it.each([
    ["a policy", { Policies: { other: "{}" }, DkimAttributes }],
    ["feedback that is not forwarded", { FeedbackForwardingStatus: false, DkimAttributes }],
    ["signing that was switched off", { DkimAttributes: { ...DkimAttributes, SigningEnabled: false } }],
    ["keys of one's own", { DkimAttributes: { SigningAttributesOrigin: "EXTERNAL" as const } }],
  ])("is not deleted: %s", async (_, found) => {
    mock.on(GetEmailIdentityCommand).resolves(found);
    expect(await recreator.identitySettings(D)).toBe("refused");
  });

  it("is none of the tenants, on however many pages they are", async () => {
    mock.on(GetEmailIdentityCommand).resolves({ DkimAttributes });
    mock
      .on(ListResourceTenantsCommand)
      .resolvesOnce({ ResourceTenants: [{ TenantName: "one" }], NextToken: "2" })
      .resolves({ ResourceTenants: [{ TenantName: "two" }] });
    expect(await recreator.identitySettings(D)).toEqual({ tags: [], tenants: ["one", "two"] });
  });
});
