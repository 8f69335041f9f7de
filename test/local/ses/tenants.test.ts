import {
  CreateConfigurationSetCommand,
  CreateEmailIdentityCommand,
  CreateTenantCommand,
  CreateTenantResourceAssociationCommand,
  DeleteConfigurationSetCommand,
  DeleteEmailIdentityCommand,
  DeleteTenantCommand,
  DeleteTenantResourceAssociationCommand,
  GetReputationEntityCommand,
  GetTenantCommand,
  ListReputationEntitiesCommand,
  ListResourceTenantsCommand,
  ListTenantResourcesCommand,
  ListTenantsCommand,
  PutTenantSuppressionAttributesCommand,
  SendEmailCommand,
  UpdateReputationEntityCustomerManagedStatusCommand,
  UpdateReputationEntityPolicyCommand,
} from "@aws-sdk/client-sesv2";
import { describe, expect, it } from "vitest";
import { startSesWorld } from "../../support/ses-world.ts";

const ARN = "arn:aws:ses:eu-west-1:000000000000";
const IDENTITY = "oxfordstones.example";
const OPERATOR = "ops@sendworthy.example";
const tenant = { TenantName: "oxford" };
const identity = { ResourceArn: `${ARN}:identity/${IDENTITY}` };
const set = { ResourceArn: `${ARN}:configuration-set/shop` };
const operator = { ResourceArn: `${ARN}:identity/${OPERATOR}` };

async function start() {
  const world = await startSesWorld({ [IDENTITY]: "" }, { verifiedSenders: [OPERATOR] });
  const send = world.client.send.bind(world.client);
  await send(new CreateEmailIdentityCommand({ EmailIdentity: IDENTITY }));
  await send(new CreateConfigurationSetCommand({ ConfigurationSetName: "shop" }));
  const made = await send(new CreateTenantCommand({ ...tenant, Tags: [{ Key: "plan", Value: "a" }] }));
  const associate = (resource: { ResourceArn: string }, said = {}) =>
    send(new CreateTenantResourceAssociationCommand({ ...tenant, ...resource, ...said }));
  return { ...world, send, made, associate };
}

describe("a tenant", () => {
  it("is made once, and found by its name", async () => {
    const { send, made } = await start();
    expect(made).toMatchObject({
      ...tenant,
      TenantId: expect.stringMatching(/^tn-[0-9a-f]+$/),
      TenantArn: `${ARN}:tenant/oxford/${made.TenantId}`,
      SendingStatus: "ENABLED",
    });
    const { $metadata: _call, ...known } = made;
    expect((await send(new GetTenantCommand(tenant))).Tenant).toEqual(known);
    expect(await send(new ListTenantsCommand({}))).toMatchObject({ Tenants: [tenant] });
    await expect(send(new CreateTenantCommand(tenant))).rejects.toMatchObject({
      name: "AlreadyExistsException",
      message: "Tenant with name oxford already exists in account 000000000000",
    });
  });

  it("has a name that SES accepts", async () => {
    const { send } = await start();
    await expect(send(new CreateTenantCommand({ TenantName: "a b" }))).rejects.toMatchObject({
      name: "BadRequestException",
      message: "Invalid tenant name <a b>: only alphanumeric ASCII characters, '_', and '-' are allowed.",
    });
  });

  it("takes its associations with it when it is deleted", async () => {
    const { send, associate } = await start();
    await associate(identity);
    await send(new DeleteTenantCommand(tenant));
    await expect(send(new GetTenantCommand(tenant))).rejects.toMatchObject({
      name: "NotFoundException",
      message: "The requested tenant <oxford> does not exist.",
    });
    await send(new DeleteEmailIdentityCommand({ EmailIdentity: IDENTITY }));
  });
});

describe("a tenant's protection", () => {
  const policy = (name: string) => `arn:aws:ses:eu-west-1:aws:reputation-policy/${name}`;

  it("is no reputation policy and the account's suppression list, until that is changed", async () => {
    const { send, made } = await start();
    const entity = { ReputationEntityType: "RESOURCE", ReputationEntityReference: made.TenantArn } as const;
    const seen = async () => (await send(new GetReputationEntityCommand(entity))).ReputationEntity;
    expect(made.SuppressionAttributes).toEqual({ SuppressionScope: "ACCOUNT", SuppressedReasons: [] });
    expect(await seen()).toMatchObject({
      ReputationManagementPolicy: policy("none"),
      SendingStatusAggregate: "ENABLED",
    });
    const attributes = { SuppressionScope: "TENANT", SuppressedReasons: ["BOUNCE"] } as const;
    await send(
      new PutTenantSuppressionAttributesCommand({ ...tenant, ...attributes, SuppressedReasons: ["BOUNCE"] }),
    );
    await send(
      new UpdateReputationEntityPolicyCommand({ ...entity, ReputationEntityPolicy: policy("strict") }),
    );
    expect((await send(new GetTenantCommand(tenant))).Tenant?.SuppressionAttributes).toEqual(attributes);
    expect(await seen()).toMatchObject({ ReputationManagementPolicy: policy("strict") });
  });

  it("is refused for a policy or a tenant that SES has not", async () => {
    const { send, made } = await start();
    const update = (ReputationEntityReference: string | undefined, name: string) =>
      send(
        new UpdateReputationEntityPolicyCommand({
          ReputationEntityType: "RESOURCE",
          ReputationEntityReference,
          ReputationEntityPolicy: policy(name),
        }),
      );
    await expect(update(made.TenantArn, "lax")).rejects.toMatchObject({ name: "BadRequestException" });
    await expect(update(`${ARN}:tenant/none/tn-0`, "none")).rejects.toMatchObject({
      name: "NotFoundException",
    });
  });
});

describe("an association", () => {
  it("is listed from both of its ends, types as ARNs name them", async () => {
    const { send, associate } = await start();
    await associate(identity);
    await associate(set);
    expect((await send(new ListTenantResourcesCommand(tenant))).TenantResources).toEqual([
      { ResourceType: "configuration-set", ...set },
      { ResourceType: "identity", ...identity },
    ]);
    const ofType = new ListTenantResourcesCommand({ ...tenant, Filter: { RESOURCE_TYPE: "identity" } });
    expect((await send(ofType)).TenantResources).toHaveLength(1);
    expect((await send(new ListResourceTenantsCommand(identity))).ResourceTenants).toMatchObject([
      { ...tenant, ...identity, AssociatedTimestamp: expect.any(Date) },
    ]);
  });

  it.each([
    [
      "a second time",
      set,
      {},
      "AlreadyExistsException",
      `Resources ${set.ResourceArn} has already been associated with tenant oxford`,
    ],
    [
      "of no tenant",
      set,
      { TenantName: "none" },
      "NotFoundException",
      "The requested tenant <none> does not exist.",
    ],
    [
      "of what is not there",
      { ResourceArn: `${ARN}:configuration-set/none` },
      {},
      "NotFoundException",
      "Configuration set <none> does not exist.",
    ],
    [
      "of no ARN",
      { ResourceArn: "shop" },
      {},
      "BadRequestException",
      "Provided resource identifier is not an SES resource",
    ],
    [
      "of another Region",
      { ResourceArn: set.ResourceArn.replace("west", "east") },
      {},
      "BadRequestException",
      expect.stringContaining("must be in the same region"),
    ],
  ])("is refused %s", async (_, resource, said, name, message) => {
    const { associate } = await start();
    await associate(set);
    await expect(associate(resource, said)).rejects.toMatchObject({ name, message });
  });

  it("keeps its resource from being deleted, until it is deleted itself, twice if need be", async () => {
    const { send, associate } = await start();
    await associate(identity);
    await associate(set);
    const deletions = [
      new DeleteEmailIdentityCommand({ EmailIdentity: IDENTITY }),
      new DeleteConfigurationSetCommand({ ConfigurationSetName: "shop" }),
    ] as const;
    const refusal = {
      name: "BadRequestException",
      message: expect.stringContaining("because it has tenant associations"),
    };
    await expect(send(deletions[0])).rejects.toMatchObject(refusal);
    await expect(send(deletions[1])).rejects.toMatchObject(refusal);
    for (const resource of [identity, set, set])
      await send(new DeleteTenantResourceAssociationCommand({ ...tenant, ...resource }));
    await send(deletions[0]);
    await send(deletions[1]);
  });
});

describe("mail for a tenant", () => {
  const mail = (said = {}) =>
    new SendEmailCommand({
      FromEmailAddress: OPERATOR,
      Destination: { ToAddresses: ["somebody@customer.example"] },
      Content: { Simple: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Hello" } } } },
      ...tenant,
      ...said,
    });

  it("is sent if its identity and its configuration set are the tenant's", async () => {
    const { send, associate, ses } = await start();
    await associate(operator);
    const { MessageId: first = "" } = await send(mail());
    expect(ses.mailbox.get(first)).toMatchObject({ tenant: "oxford" });
    await associate(set);
    const { MessageId: second = "" } = await send(mail({ ConfigurationSetName: "shop" }));
    expect(ses.mailbox.get(second)).toMatchObject({ tenant: "oxford", configurationSet: "shop" });
  });

  it("is refused while the tenant is paused, and sent once it is reinstated", async () => {
    const { send, associate, made } = await start();
    await associate(operator);
    const entity = { ReputationEntityType: "RESOURCE", ReputationEntityReference: made.TenantArn } as const;
    const set = (SendingStatus: "DISABLED" | "REINSTATED") =>
      send(new UpdateReputationEntityCustomerManagedStatusCommand({ ...entity, SendingStatus }));
    await set("DISABLED");
    expect((await send(new GetReputationEntityCommand(entity))).ReputationEntity).toMatchObject({
      CustomerManagedStatus: { Status: "DISABLED", Cause: "Status manually updated." },
      SendingStatusAggregate: "DISABLED",
    });
    const listed = await send(new ListReputationEntitiesCommand({ Filter: { SENDING_STATUS: "DISABLED" } }));
    expect(listed.ReputationEntities).toMatchObject([entity]);
    await expect(send(mail())).rejects.toMatchObject({ name: "SendingPausedException" });
    await set("REINSTATED");
    expect((await send(new GetTenantCommand(tenant))).Tenant).toMatchObject({ SendingStatus: "REINSTATED" });
    await send(mail());
  });

  it("is refused otherwise, and the error names all that are not", async () => {
    const { send, ses } = await start();
    await expect(send(mail({ ConfigurationSetName: "shop" }))).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: `Tenant not associated with resources [${operator.ResourceArn}, ${set.ResourceArn}].`,
      $metadata: { httpStatusCode: 403 },
    });
    await expect(send(mail({ TenantName: "none" }))).rejects.toMatchObject({
      name: "NotFoundException",
      message: "Tenant none for AwsAccountId 000000000000 not found.",
    });
    expect(ses.mailbox.list()).toEqual([]);
  });
});
