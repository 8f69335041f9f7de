import {
  MessageRejected,
  SESv2Client,
  SendEmailCommand,
  TooManyRequestsException,
} from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, expect, it } from "vitest";
import { sesTestMailer } from "#adapters/ses/test-mailer";
import { TransientServiceError } from "#core/errors";

const client = new SESv2Client({ region: "eu-west-1" });
const mock = mockClient(client);
const send = sesTestMailer(client);
const mail = { from: "news@d.example", to: "somebody@elsewhere.example", subject: "Test", text: "Hello" };
const said = { message: "said by SES", $metadata: { httpStatusCode: 400 } };

beforeEach(() => mock.reset());

it("sends by the configuration set and the tenant, and gives SES's id", async () => {
  mock.on(SendEmailCommand).resolves({ MessageId: "0102-1" });
  expect(await send({ ...mail, configurationSet: "shop", tenant: "oxford" })).toBe("0102-1");
  expect(mock.commandCalls(SendEmailCommand)[0]?.args[0].input).toMatchObject({
    FromEmailAddress: "news@d.example",
    Destination: { ToAddresses: ["somebody@elsewhere.example"] },
    ConfigurationSetName: "shop",
    TenantName: "oxford",
    Content: { Simple: { Subject: { Data: "Test" }, Body: { Text: { Data: "Hello" } } } },
  });
});

it("passes SES's refusal on unchanged, and reports throttling as transient", async () => {
  mock.on(SendEmailCommand).rejectsOnce(new MessageRejected(said));
  await expect(send(mail)).rejects.toThrow(MessageRejected);
  mock.on(SendEmailCommand).rejects(new TooManyRequestsException(said));
  await expect(send(mail)).rejects.toThrow(TransientServiceError);
});
