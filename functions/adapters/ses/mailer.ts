import { type MessageHeader, type SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import type { Mail, Mailer } from "#core/notices/channels";

const CHARSET = "UTF-8";

/** The sender of mail, and the configuration set it is sent with. */
interface Sender {
  readonly senderAddress: string;
  /** It tracks neither opens nor clicks: SES would rewrite the set-up link. */
  readonly configurationSet: string;
}

/** Sends mail by SES v2. The notice's id is in a header, so that a duplicate can be recognized. */
export function sesMailer(client: SESv2Client, { senderAddress, configurationSet }: Sender): Mailer {
  return {
    async send(mail) {
      const { to, subject, text, html, replyTo } = mail;
      const command = new SendEmailCommand({
        FromEmailAddress: senderAddress,
        ConfigurationSetName: configurationSet,
        Destination: { ToAddresses: [to] },
        ...(replyTo === undefined ? {} : { ReplyToAddresses: [replyTo] }),
        Content: {
          Simple: {
            Subject: { Data: subject, Charset: CHARSET },
            Body: { Text: { Data: text, Charset: CHARSET }, Html: { Data: html, Charset: CHARSET } },
            Headers: headersOf(mail),
          },
        },
      });
      await transientByName(() => client.send(command));
    },
  };
}

function headersOf({ noticeId, thread, automatic }: Mail): MessageHeader[] {
  const headers = [
    { Name: "X-Sendworthy-Notice", Value: noticeId },
    { Name: "In-Reply-To", Value: thread },
    { Name: "References", Value: thread },
  ];
  if (!automatic) return headers;
  return [
    ...headers,
    // RFC 3834 §5: a vacation responder must not answer it
    { Name: "Auto-Submitted", Value: "auto-generated" },
    // Exchange asks for a header of its own: https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxcmail
    { Name: "X-Auto-Response-Suppress", Value: "OOF, AutoReply" },
  ];
}
