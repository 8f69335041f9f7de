import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  GetAccountCommand,
  GetEmailIdentityCommand,
  ListEmailIdentitiesCommand,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { DescribeStateMachineCommand, SFNClient } from "@aws-sdk/client-sfn";
import { ListSubscriptionsByTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { cloudwatchAlarms } from "#adapters/cloudwatch/alarms";
import { sesAccount } from "#adapters/ses/account";
import { snsSubscriptions } from "#adapters/sns/subscriptions";
import { sqsDepths } from "#adapters/sqs/depths";
import { sfnMachine } from "#adapters/step-functions/machine";

const named = (name: string) => Object.assign(new Error("no"), { name });

describe("the account in SES", () => {
  const client = new SESv2Client({});
  const ses = mockClient(client);

  it("is read as SES says it", async () => {
    ses.on(GetAccountCommand).resolves({
      ProductionAccessEnabled: false,
      SendingEnabled: true,
      EnforcementStatus: "PROBATION",
      SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 3 },
      PricingAttributes: { CurrentPlan: "ESSENTIALS" },
    });
    expect(await sesAccount(client).readState()).toEqual({
      isOutOfSandbox: false,
      isSendingEnabled: true,
      enforcement: "PROBATION",
      mailsADay: 200,
      mailsSentToday: 3,
      plan: "ESSENTIALS",
      nextPlan: undefined,
    });
  });

  it("counts identities over all pages", async () => {
    const EmailIdentities = [{ IdentityName: "a.example" }, { IdentityName: "b.example" }];
    ses.on(ListEmailIdentitiesCommand).resolves({ EmailIdentities });
    ses
      .on(ListEmailIdentitiesCommand, { NextToken: undefined })
      .resolves({ EmailIdentities, NextToken: "2" });
    expect(await sesAccount(client).readIdentities()).toMatchObject({ count: 4 });
  });

  it.each([
    ["SUCCESS", true, { isVerified: true, isSigned: true }],
    ["SUCCESS", false, { isVerified: true, isSigned: false }],
    ["PENDING", true, { isVerified: false, isSigned: false }],
  ] as const)("knows an identity that is %s, with signing %s", async (status, isOn, expected) => {
    const DkimAttributes = { Status: status, SigningEnabled: isOn };
    ses.on(GetEmailIdentityCommand).resolves({ VerificationStatus: status, DkimAttributes });
    expect(await sesAccount(client).readIdentity("a.example")).toEqual(expected);
  });

  it("takes an identity whose DKIM SES leaves out for one that is not signed", async () => {
    ses.on(GetEmailIdentityCommand).resolves({ VerificationStatus: "SUCCESS" });
    const expected = { isVerified: true, isSigned: false };
    expect(await sesAccount(client).readIdentity("a.example")).toEqual(expected);
  });

  it("does not know every identity", async () => {
    ses.on(GetEmailIdentityCommand).rejects(named("NotFoundException"));
    expect(await sesAccount(client).readIdentity("a.example")).toBeUndefined();
    ses.on(GetEmailIdentityCommand).rejects(named("AccessDeniedException"));
    await expect(sesAccount(client).readIdentity("a.example")).rejects.toThrow("no");
  });
});

it("distinguishes unconfirmed subscriptions from confirmed ones", async () => {
  const client = new SNSClient({});
  mockClient(client)
    .on(ListSubscriptionsByTopicCommand)
    .resolves({
      Subscriptions: [
        { Protocol: "email", Endpoint: "a@ops.example", SubscriptionArn: "PendingConfirmation" },
        { Protocol: "email", Endpoint: "b@ops.example", SubscriptionArn: "arn:aws:sns:eu-west-1:0:t:1" },
      ],
    });
  expect(await snsSubscriptions(client, "arn:t").list()).toEqual([
    { protocol: "email", endpoint: "a@ops.example", isConfirmed: false },
    { protocol: "email", endpoint: "b@ops.example", isConfirmed: true },
  ]);
});

it("counts the messages of a queue", async () => {
  const client = new SQSClient({});
  mockClient(client)
    .on(GetQueueAttributesCommand, { QueueUrl: "https://q" })
    .resolves({ Attributes: { ApproximateNumberOfMessages: "7" } });
  expect(await sqsDepths(client).depth("https://q")).toBe(7);
});

it("knows whether there is a machine", async () => {
  const client = new SFNClient({});
  const sfn = mockClient(client);
  sfn.on(DescribeStateMachineCommand).resolves({ status: "ACTIVE" });
  expect(await sfnMachine(client, "arn:m").exists()).toBe(true);
  sfn.on(DescribeStateMachineCommand).rejects(named("StateMachineDoesNotExist"));
  expect(await sfnMachine(client, "arn:m").exists()).toBe(false);
  sfn.on(DescribeStateMachineCommand).resolves({ status: "DELETING" });
  expect(await sfnMachine(client, "arn:m").exists()).toBe(false);
  sfn.on(DescribeStateMachineCommand).rejects(named("AccessDeniedException"));
  await expect(sfnMachine(client, "arn:m").exists()).rejects.toThrow("no");
});

it("reads which of the stack's own alarms are in state ALARM", async () => {
  const cloudwatch = mockClient(CloudWatchClient);
  cloudwatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [{ AlarmName: "sendworthy-A-1" }] });
  expect(await cloudwatchAlarms("sendworthy").firing()).toEqual(["sendworthy-A-1"]);
  expect(cloudwatch.commandCalls(DescribeAlarmsCommand)[0]?.args[0].input).toEqual({
    AlarmNamePrefix: "sendworthy-",
    StateValue: "ALARM",
  });
});
