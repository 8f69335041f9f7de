import { type Message, type MessageHeader, type SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import type { Logo } from "#core/brand/brand";
import { isShownInMail, LOGO_ID } from "#core/brand/mail-logo";
import type { Mail, Mailer } from "#core/notices/channels";
import { fromHeader } from "#core/projects/from-addresses/display-name";

const CHARSET = "UTF-8";

/** The sender of mails, and their configuration set. */
interface Sender {
  readonly senderAddress: string;
  /** A configuration set without open and click tracking, because tracking would rewrite the set-up link. */
  readonly configurationSet: string;
}

/** Sends mail with SES v2. A header contains the notice's id, which reveals a duplicate. */
export function sesMailer(client: SESv2Client, { senderAddress, configurationSet }: Sender): Mailer {
  return {
    async send(mail) {
      const { to, subject, text, html, replyTo } = mail;
      const command = new SendEmailCommand({
        FromEmailAddress: fromHeader(senderAddress, mail.brand?.senderName),
        ConfigurationSetName: configurationSet,
        Destination: { ToAddresses: [to] },
        ...(replyTo === undefined ? {} : { ReplyToAddresses: [replyTo] }),
        Content: {
          Simple: {
            Subject: { Data: subject, Charset: CHARSET },
            Body: { Text: { Data: text, Charset: CHARSET }, Html: { Data: html, Charset: CHARSET } },
            Headers: headersOf(mail),
            ...attachmentsOf(mail.brand?.logo),
          },
        },
      });
      await transientByName(() => client.send(command));
    },
  };
}

/** The HTML refers to the logo by its content id (RFC 2392). */
function attachmentsOf(logo: Logo | undefined): Pick<Message, "Attachments"> {
  if (logo === undefined || !isShownInMail(logo)) return {};
  return {
    Attachments: [
      {
        RawContent: Buffer.from(logo.base64, "base64"),
        ContentDisposition: "INLINE",
        ContentId: LOGO_ID,
        FileName: "logo.png",
        ContentType: logo.type,
      },
    ],
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
    // RFC 3834 §5: prevents answers from vacation responders.
    { Name: "Auto-Submitted", Value: "auto-generated" },
    // The corresponding header of Exchange:
    // https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxcmail
    { Name: "X-Auto-Response-Suppress", Value: "OOF, AutoReply" },
  ];
}
