import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { createResolver, type Resolve } from "../../infra/local/template/intrinsics.ts";
import { createReferences } from "../../infra/local/template/resource-names.ts";
import { readTemplate } from "../../infra/template.ts";
import { REPOSITORY } from "../support/deployment.ts";

type Values = Readonly<Record<string, string>>;

const TEMPLATE = await readTemplate(`${REPOSITORY}/template.yaml`);

/**
 * The properties whose change makes CloudFormation replace a resource, from its reference pages ("Update
 * requires").
 */
const REPLACING: Readonly<Record<string, readonly string[]>> = {
  "AWS::CloudWatch::Alarm": ["AlarmName"],
  "AWS::CloudWatch::Dashboard": ["DashboardName"],
  "AWS::DynamoDB::Table": ["TableName", "KeySchema"],
  "AWS::Events::Rule": ["Name", "EventBusName"],
  "AWS::IAM::ManagedPolicy": ["ManagedPolicyName", "Path", "Description"],
  "AWS::IAM::Role": ["RoleName", "Path"],
  "AWS::KMS::Alias": ["AliasName"],
  "AWS::KMS::Key": ["KeySpec"],
  "AWS::Logs::LogGroup": ["LogGroupName"],
  "AWS::Logs::ResourcePolicy": ["PolicyName"],
  "AWS::S3::Bucket": ["BucketName"],
  "AWS::S3::BucketPolicy": ["Bucket"],
  "AWS::SES::ConfigurationSet": ["Name"],
  "AWS::SES::ConfigurationSetEventDestination": ["ConfigurationSetName"],
  "AWS::SNS::Subscription": ["TopicArn", "Protocol", "Endpoint"],
  "AWS::SNS::Topic": ["TopicName", "FifoTopic"],
  "AWS::SNS::TopicPolicy": [],
  "AWS::SQS::Queue": ["QueueName", "FifoQueue"],
  "AWS::SQS::QueuePolicy": [],
  "AWS::SSM::Parameter": ["Name", "Type"],
  "AWS::SecretsManager::Secret": ["Name"],
  "AWS::Serverless::Function": ["FunctionName", "PackageType"],
  "AWS::Serverless::HttpApi": ["Name"],
  "AWS::Serverless::StateMachine": ["Name", "Type"],
};

/** Changes of parameters, in both directions; all other parameters keep their values. */
const SWITCHES: readonly (readonly [string, string, string])[] = [
  ["SenderAddress", "a@mail.example", "b@mail.example"],
  ["SupportAddress", "a@desk.example", "b@desk.example"],
  ["OpsAddress", "", "ops@platform.example"],
  ["OpsAddress", "one@platform.example", "other@platform.example"],
  ["PublicUrl", "", "https://setup.platform.example"],
  ["DnsResolvers", "1.1.1.1,8.8.8.8", "9.9.9.9,8.8.8.8"],
  ["DnsPort", "53", "5300"],
  ["DnsAllowedRanges", "", "192.0.2.0/24"],
  ["SesSlotMilliseconds", "1000", "2000"],
  ["ReminderDays", "3,7,14,28", ""],
  ["Configuration", "{}", '{"helpDesks":{"zendesk":{}}}'],
  ["DomainConnectProvider", "", "platform.example"],
  ["MailFromLabel", "email", "bounce"],
  ["DmarcReports", "", "dmarc@platform.example"],
  ["PlatformUrl", "", "https://platform.example/events"],
  ["SignInIssuer", "", "https://id.platform.example"],
  ["SignInClientId", "", "console"],
  ["EventBusName", "default", "mail"],
  ["Monitoring", "alarms", "metrics"],
  ["Monitoring", "metrics", "dashboard"],
  ["LogRetentionDays", "30", "90"],
];

/**
 * Changes that remove or replace resources, with these resources; all other changes remove and replace
 * nothing.
 */
const LOSSES: Readonly<Record<string, readonly string[]>> = {
  // The key itself stays: links signed with it, and copies of its public key in DNS, may still be in use.
  "DomainConnectProvider: platform.example → ": ["removed LinkSigningKey", "removed LinkSigningKeyAlias"],
  "Monitoring: metrics → alarms": ["removed ReadyShareAlarm", "removed StuckAlarm"],
  "Monitoring: dashboard → metrics": ["removed Dashboard"],
  // The provider shows the client secret again, and sessions are not needed after sign-in is switched off.
  "SignInIssuer: https://id.platform.example → ": [
    "removed SignInSecret",
    "removed GuardConsoleFunction",
    "removed GuardConsoleLogGroup",
  ],
  "OpsAddress: ops@platform.example → ": ["removed OpsSubscription"],
  "OpsAddress: one@platform.example → other@platform.example": ["replaced OpsSubscription"],
  "OpsAddress: other@platform.example → one@platform.example": ["replaced OpsSubscription"],
};

/** Returns the resources of a deployment with these values, each with the properties that must not change. */
function deployed(values: Values): Map<string, unknown> {
  const defaults = Object.entries(TEMPLATE.Parameters).map(([name, { Default }]) => [
    name,
    String(Default ?? ""),
  ]);
  const parameters = { ...Object.fromEntries(defaults), ...values };
  const placement = {
    region: "eu-west-1",
    accountId: "000000000000",
    stackName: "sendworthy",
    httpUrl: "https://api.example",
    endpointUrl: "https://aws.example",
  };
  const resolve: Resolve = (value, where) => resolver(value, where);
  const references = createReferences({ template: TEMPLATE, parameters, placement, resolve });
  const resolver = createResolver(TEMPLATE, references);
  const resources = Object.entries(TEMPLATE.Resources).filter(
    ([id, { Condition }]) =>
      Condition === undefined || resolve({ "Fn::If": [Condition, true, false] }, id) === true,
  );
  return new Map(
    resources.map(([id, { Type, Properties }]) => {
      const fixed = REPLACING[Type];
      if (fixed === undefined) throw new Error(`Say what replaces a resource of the type ${Type}`);
      return [id, fixed.map((name) => resolve(Properties[name] ?? null, `${id}.${name}`))];
    }),
  );
}

/** Returns what a change set from one deployment to another would remove. */
function lossesOf(before: Values, after: Values): string[] {
  const [old, next] = [deployed(before), deployed(after)];
  return [...old].flatMap(([id, fixed]) => {
    if (!next.has(id)) return [`removed ${id}`];
    return isDeepStrictEqual(fixed, next.get(id)) ? [] : [`replaced ${id}`];
  });
}

it("tries every parameter of the template", () => {
  expect([...new Set(SWITCHES.map(([name]) => name))].sort()).toEqual(
    Object.keys(TEMPLATE.Parameters).sort(),
  );
});

describe("a change of one parameter, and back", () => {
  const transitions = SWITCHES.flatMap(([name, one, other]) => [
    [name, one, other] as const,
    [name, other, one] as const,
  ]);
  it.each(transitions)("%s: %s → %s removes only what the parameter declares", (name, from, to) => {
    expect(lossesOf({ [name]: from }, { [name]: to })).toEqual(LOSSES[`${name}: ${from} → ${to}`] ?? []);
  });
});

it("has the same secrets, table and keys for any value", () => {
  // The key of signed links has a monthly price, so it is created only on request, and is kept afterwards.
  // The client secret is the provider's, which shows it again.
  const kept = (values: Values) =>
    [...deployed(values)].filter(
      ([id]) =>
        /Table|Bucket|Secret|Webhooks$|Credentials|Key$/.test(id) &&
        !["LinkSigningKey", "SignInSecret"].includes(id),
    );
  const all = Object.fromEntries(SWITCHES.map(([name, , on]) => [name, on]));
  const none = Object.fromEntries(SWITCHES.map(([name, off]) => [name, off]));
  expect(kept(all)).toEqual(kept(none));
  expect(kept(none).map(([id]) => id)).toEqual(
    expect.arrayContaining(["Table", "LinkSecret", "WebhookSecret", "PlatformSecret", "HelpDeskWebhooks"]),
  );
});
