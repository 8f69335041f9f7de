import { type SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import type { TestMail } from "#core/projects/test-mail";

const CHARSET = "UTF-8";

/** Sends test messages with SES v2 and the settings of their project; returns SES's message id. */
export function sesTestMailer(client: SESv2Client): (mail: TestMail) => Promise<string> {
  return async ({ from, to, subject, text, configurationSet, tenant }) => {
    const command = new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [to] },
      ConfigurationSetName: configurationSet,
      TenantName: tenant,
      Content: {
        Simple: {
          Subject: { Data: subject, Charset: CHARSET },
          Body: { Text: { Data: text, Charset: CHARSET } },
        },
      },
    });
    const { MessageId } = await transientByName(() => client.send(command));
    return MessageId ?? "";
  };
}
