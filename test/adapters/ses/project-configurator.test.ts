import {
  AlreadyExistsException,
  BadRequestException,
  CreateConfigurationSetCommand,
  CreateConfigurationSetEventDestinationCommand,
  CreateTenantCommand,
  CreateTenantResourceAssociationCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  GetTenantCommand,
  LimitExceededException,
  PutEmailIdentityConfigurationSetAttributesCommand,
  PutEmailIdentityFeedbackAttributesCommand,
  PutEmailIdentityMailFromAttributesCommand,
  PutTenantSuppressionAttributesCommand,
  SESv2Client,
  TooManyRequestsException,
  UpdateConfigurationSetEventDestinationCommand,
  UpdateReputationEntityPolicyCommand,
} from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { sesProjectConfigurator } from "#adapters/ses/project-configurator";
import { IdentityMissingError, ProjectConfigurationError, TransientServiceError } from "#core/errors";
import type { ConfigurationStep } from "#core/projects/configuration/steps";

const client = new SESv2Client({ region: "eu-west-1" });
const mock = mockClient(client);
const configurator = sesProjectConfigurator(client, "arn:aws:ses:eu-west-1:000000000000");
const said = { message: "said by SES", $metadata: { httpStatusCode: 400 } };
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:feedback";
const BUS = "arn:aws:events:eu-west-1:123456789012:event-bus/default";
const TENANT_ARN = "arn:aws:ses:eu-west-1:000000000000:tenant/oxford/tn-1";
const identity = "d.example";
const mailFrom = "email.d.example";
const types: ("BOUNCE" | "COMPLAINT")[] = ["BOUNCE", "COMPLAINT"];
const destination = {
  ConfigurationSetName: "shop",
  EventDestinationName: "sendworthy",
  EventDestination: { Enabled: true, MatchingEventTypes: types },
};

beforeEach(() => {
  mock.reset();
});

const sent = () => mock.calls().map(({ args: [command] }) => [command.constructor, command.input]);

it.each<[ConfigurationStep, unknown, object]>([
  [
    { kind: "create-configuration-set", configurationSet: "shop" },
    CreateConfigurationSetCommand,
    { ConfigurationSetName: "shop", ReputationOptions: { ReputationMetricsEnabled: true } },
  ],
  [
    { kind: "create-event-destination", configurationSet: "shop", to: TOPIC, types },
    CreateConfigurationSetEventDestinationCommand,
    {
      ...destination,
      EventDestination: { ...destination.EventDestination, SnsDestination: { TopicArn: TOPIC } },
    },
  ],
  [
    { kind: "change-event-destination", configurationSet: "shop", to: BUS, types },
    UpdateConfigurationSetEventDestinationCommand,
    {
      ...destination,
      EventDestination: { ...destination.EventDestination, EventBridgeDestination: { EventBusArn: BUS } },
    },
  ],
  [{ kind: "create-tenant", tenant: "oxford" }, CreateTenantCommand, { TenantName: "oxford" }],
  [
    { kind: "set-suppression", tenant: "oxford", scope: "TENANT", reasons: ["COMPLAINT"] },
    PutTenantSuppressionAttributesCommand,
    { TenantName: "oxford", SuppressionScope: "TENANT", SuppressedReasons: ["COMPLAINT"] },
  ],
  [
    { kind: "set-reputation-policy", tenant: "oxford", tenantArn: TENANT_ARN, policy: "standard" },
    UpdateReputationEntityPolicyCommand,
    {
      ReputationEntityType: "RESOURCE",
      ReputationEntityReference: TENANT_ARN,
      ReputationEntityPolicy: "arn:aws:ses:eu-west-1:aws:reputation-policy/standard",
    },
  ],
  [
    { kind: "associate", tenant: "oxford", resource: `identity/${identity}` },
    CreateTenantResourceAssociationCommand,
    { TenantName: "oxford", ResourceArn: `arn:aws:ses:eu-west-1:000000000000:identity/${identity}` },
  ],
  [
    { kind: "use-configuration-set", identity, configurationSet: "shop" },
    PutEmailIdentityConfigurationSetAttributesCommand,
    { EmailIdentity: identity, ConfigurationSetName: "shop" },
  ],
  [
    { kind: "stop-forwarding-feedback", identity },
    PutEmailIdentityFeedbackAttributesCommand,
    { EmailIdentity: identity, EmailForwardingEnabled: false },
  ],
  [
    { kind: "reject-on-mx-failure", identity, mailFrom },
    PutEmailIdentityMailFromAttributesCommand,
    { EmailIdentity: identity, MailFromDomain: mailFrom, BehaviorOnMxFailure: "REJECT_MESSAGE" },
  ],
  [
    { kind: "fall-back-on-mx-failure", identity, mailFrom },
    PutEmailIdentityMailFromAttributesCommand,
    { EmailIdentity: identity, MailFromDomain: mailFrom, BehaviorOnMxFailure: "USE_DEFAULT_VALUE" },
  ],
])("is one call: $kind", async (step, command, input) => {
  mock.onAnyCommand().resolves({});
  expect(await configurator.take(step)).toEqual({});
  expect(sent()).toEqual([[command, input]]);
});

it("returns where events go, and which destination only counts them", async () => {
  mock.on(GetConfigurationSetEventDestinationsCommand).resolves({
    EventDestinations: [
      { Name: "a", Enabled: true, MatchingEventTypes: ["BOUNCE"], SnsDestination: { TopicArn: TOPIC } },
      { Name: "b", MatchingEventTypes: [], EventBridgeDestination: { EventBusArn: BUS } },
      {
        Name: "c",
        Enabled: true,
        MatchingEventTypes: ["SEND"],
        CloudWatchDestination: { DimensionConfigurations: [] },
      },
      {
        Name: "d",
        Enabled: true,
        MatchingEventTypes: ["BOUNCE"],
        KinesisFirehoseDestination: { IamRoleArn: "role", DeliveryStreamArn: "stream" },
      },
    ],
  });
  expect(await configurator.take({ kind: "read-event-destinations", configurationSet: "shop" })).toEqual({
    destinations: [
      { name: "a", isEnabled: true, to: TOPIC, types: ["BOUNCE"] },
      { name: "b", isEnabled: false, to: BUS, types: [] },
      { name: "c", isEnabled: true, to: undefined, types: ["SEND"] },
      { name: "d", isEnabled: true, to: "stream", types: ["BOUNCE"] },
    ],
  });
});

it.each([
  ["of the MAIL FROM domain", mailFrom, "SUCCESS"],
  ["of no other MAIL FROM domain", "other.d.example", undefined],
])("tells the status %s", async (_, MailFromDomain, status) => {
  const attributes = {
    MailFromDomain,
    MailFromDomainStatus: "SUCCESS",
    BehaviorOnMxFailure: "REJECT_MESSAGE",
  } as const;
  mock.on(GetEmailIdentityCommand).resolves({ MailFromAttributes: attributes });
  expect(await configurator.take({ kind: "find-mail-from-again", identity, mailFrom })).toEqual({
    mailFrom: status,
  });
});

it("returns the ARN that SES gave a tenant", async () => {
  mock.on(GetTenantCommand, { TenantName: "oxford" }).resolves({ Tenant: { TenantArn: TENANT_ARN } });
  expect(await configurator.take({ kind: "find-tenant", tenant: "oxford" })).toEqual({
    tenantArn: TENANT_ARN,
  });
});

describe("a step that SES refuses", () => {
  const step = { kind: "create-tenant", tenant: "oxford" } as const;

  it("counts as done if what it makes exists", async () => {
    mock.on(CreateTenantCommand).rejects(new AlreadyExistsException(said));
    expect(await configurator.take(step)).toEqual({});
  });

  it("is reported with SES's reason", async () => {
    mock.on(CreateTenantCommand).rejects(new LimitExceededException(said));
    await expect(configurator.take(step)).rejects.toThrow(
      new ProjectConfigurationError("create tenant (tenant oxford): LimitExceededException: said by SES"),
    );
  });

  it("is left to the machine's retry if SES throttles", async () => {
    const throttled = { ...said, $metadata: { httpStatusCode: 429 } };
    mock.on(CreateTenantCommand).rejects(new TooManyRequestsException(throttled));
    await expect(configurator.take(step)).rejects.toThrow(TransientServiceError);
  });

  it("fails for an identity that was deleted, by the BadRequest of MAIL FROM and feedback calls, too", async () => {
    const refused = (message: string) => new BadRequestException({ ...said, message });
    mock
      .on(PutEmailIdentityMailFromAttributesCommand)
      .rejects(refused(`Identity <${identity}> does not exist.`));
    mock
      .on(PutEmailIdentityFeedbackAttributesCommand)
      .rejects(refused(`Identity ${identity} is invalid. Must be a verified email address or domain.`));
    for (const kind of ["reject-on-mx-failure", "stop-forwarding-feedback"] as const)
      await expect(configurator.take({ kind, identity, mailFrom })).rejects.toThrow(IdentityMissingError);
  });
});
