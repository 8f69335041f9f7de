import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { sesMailer } from "#adapters/ses/mailer";
import { snsOpsChannel } from "#adapters/sns/ops-channel";
import { sqsDeadLetters } from "#adapters/sqs/dead-letters";
import { NO_BRAND } from "#core/brand/brand";
import { TransientServiceError } from "#core/errors";
import type { DeadLetter } from "#core/notices/dead-letter";

const NOTICE = {
  noticeId: "onb_1/ready/customer",
  subject: "Ready",
  text: "All is done.",
  html: "<p>All is done.</p>",
};
const DEAD: DeadLetter = {
  noticeId: NOTICE.noticeId,
  recipient: "customer",
  item: { pk: "onb_1", sk: "event#00000001" },
  errorName: "MessageRejected",
};
const SENDER = { senderAddress: "setup@platform.example", configurationSet: "own" };
const MAIL = {
  ...NOTICE,
  to: "dns@oxfordstones.example",
  automatic: true,
  thread: "<onb_1@platform.example>",
  replyTo: "help+onb_1@support.example",
};

describe("mail", () => {
  it("goes to SES with both parts, and with the notice's id", async () => {
    const client = new SESv2Client({});
    const ses = mockClient(client);
    ses.on(SendEmailCommand).resolves({ MessageId: "m" });
    await sesMailer(client, SENDER).send(MAIL);
    expect(ses.commandCalls(SendEmailCommand)[0]?.args[0].input).toEqual({
      FromEmailAddress: "setup@platform.example",
      ConfigurationSetName: "own",
      ReplyToAddresses: ["help+onb_1@support.example"],
      Destination: { ToAddresses: ["dns@oxfordstones.example"] },
      Content: {
        Simple: {
          Subject: { Data: "Ready", Charset: "UTF-8" },
          Body: {
            Text: { Data: "All is done.", Charset: "UTF-8" },
            Html: { Data: "<p>All is done.</p>", Charset: "UTF-8" },
          },
          Headers: [
            { Name: "X-Sendworthy-Notice", Value: "onb_1/ready/customer" },
            { Name: "In-Reply-To", Value: "<onb_1@platform.example>" },
            { Name: "References", Value: "<onb_1@platform.example>" },
            { Name: "Auto-Submitted", Value: "auto-generated" },
            { Name: "X-Auto-Response-Suppress", Value: "OOF, AutoReply" },
          ],
        },
      },
    });
  });

  it("names no address for replies if it has none", async () => {
    const client = new SESv2Client({});
    const ses = mockClient(client);
    const { replyTo: _, ...mail } = MAIL;
    await sesMailer(client, SENDER).send(mail);
    expect(ses.commandCalls(SendEmailCommand)[0]?.args[0].input).not.toHaveProperty("ReplyToAddresses");
  });

  it("is not marked as automatic if a person asked for it", async () => {
    const client = new SESv2Client({});
    const ses = mockClient(client);
    await sesMailer(client, SENDER).send({ ...MAIL, automatic: false });
    const { Content } = ses.commandCalls(SendEmailCommand)[0]?.args[0].input ?? {};
    const names = Content?.Simple?.Headers?.map(({ Name }) => Name);
    expect(names).toEqual(["X-Sendworthy-Notice", "In-Reply-To", "References"]);
  });

  it.each([
    ["image/png", ["logo"]],
    ["image/svg+xml", undefined],
  ] as const)("has the brand's name in From, and its logo of type %s in the message", async (type, ids) => {
    const client = new SESv2Client({});
    const ses = mockClient(client);
    const brand = { ...NO_BRAND.all, senderName: "Oxford Mail", logo: { type, base64: "aGk=" } };
    await sesMailer(client, SENDER).send({ ...MAIL, brand });
    const { FromEmailAddress, Content } = ses.commandCalls(SendEmailCommand)[0]?.args[0].input ?? {};
    expect(FromEmailAddress).toBe("Oxford Mail <setup@platform.example>");
    expect(Content?.Simple?.Attachments?.map(({ ContentId }) => ContentId)).toEqual(ids);
  });

  it("is tried again if SES throttles", async () => {
    const client = new SESv2Client({});
    mockClient(client)
      .on(SendEmailCommand)
      .rejects(Object.assign(new Error("Slow down"), { name: "TooManyRequestsException" }));
    await expect(sesMailer(client, SENDER).send(MAIL)).rejects.toThrow(TransientServiceError);
  });
});

it("publishes to operations with the notice's id as an attribute", async () => {
  const client = new SNSClient({});
  const sns = mockClient(client);
  await snsOpsChannel(client, "arn:topic").publish(NOTICE);
  expect(sns.commandCalls(PublishCommand)[0]?.args[0].input).toEqual({
    TopicArn: "arn:topic",
    Subject: "Ready",
    Message: "All is done.",
    MessageAttributes: { noticeId: { DataType: "String", StringValue: "onb_1/ready/customer" } },
  });
});

it("keeps a dead letter as JSON", async () => {
  const client = new SQSClient({});
  const sqs = mockClient(client);
  await sqsDeadLetters(client, "https://queue.example/dead").keep(DEAD);
  expect(sqs.commandCalls(SendMessageCommand)[0]?.args[0].input).toEqual({
    QueueUrl: "https://queue.example/dead",
    MessageBody: JSON.stringify(DEAD),
  });
});
