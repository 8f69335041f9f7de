import { type SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import type { Mailer } from "#core/ports";

const CHARSET = "UTF-8";

/** Sends mail through SES v2; the notice's id goes along, so that a duplicate can be known. */
export function sesMailer(client: SESv2Client, senderAddress: string): Mailer {
  return {
    async send({ noticeId, to, subject, text, html, automatic }) {
      const headers = [{ Name: "X-Sendworthy-Notice", Value: noticeId }];
      // RFC 3834 §5: a vacation responder must not answer it
      if (automatic) headers.push({ Name: "Auto-Submitted", Value: "auto-generated" });
      const command = new SendEmailCommand({
        FromEmailAddress: senderAddress,
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: {
            Subject: { Data: subject, Charset: CHARSET },
            Body: { Text: { Data: text, Charset: CHARSET }, Html: { Data: html, Charset: CHARSET } },
            Headers: headers,
          },
        },
      });
      await transientByName(() => client.send(command));
    },
  };
}
