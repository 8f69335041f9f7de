import { type MessageHeader, type SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import type { Mail, Mailer } from "#core/notices/channels";

const CHARSET = "UTF-8";

/** From whom mail comes, and by which rules SES sends it. */
interface Sender {
  readonly senderAddress: string;
  /** Ours tracks neither opens nor clicks: a rewritten set-up link is a broken one. */
  readonly configurationSet: string;
}

/** Sends mail through SES v2; the notice's id goes along, so that a duplicate can be known. */
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
