import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Cloud } from "../local/cloud.ts";
import type { Mail } from "../local/ses/mailbox.ts";
import { sendTestMail, type TestMailRequest } from "../ops/test-mail.ts";
import { eventually, mailTo } from "./customer.ts";
import { localClient } from "./send-ticket.ts";
import type { TimeLine } from "./time-line.ts";
import { type MailVerdict, verifyMail } from "./verify-mail.ts";

/**
 * Plays the test message: support sends it like the project's own mail, and its receiver verifies it with
 * mailauth.
 */
export async function playTestMail(
  cloud: Cloud,
  timeLine: TimeLine,
  request: TestMailRequest & { readonly to: string },
): Promise<MailVerdict> {
  const settings = localClient(cloud.urls.aws);
  const sent = await sendTestMail(request, {
    dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient(settings)),
    tableName: cloud.template.tables[0]?.name ?? "",
    ses: new SESv2Client(settings),
  });
  timeLine.add("Support", "sends a test message", sent);
  const mail = await eventually("the test message", () => mailTo(cloud, request.to, /^Test message/));
  timeLine.add("Receiver", "gets it, signed and from the MAIL FROM domain", headOf(mail));
  const verdict = await verifyMail(mail.raw, cloud.ports.resolver, {
    sender: mail.returnPath,
    clientIp: mail.clientIp,
    helo: "smtp-out.amazonses.com",
  });
  const { dkim, spf, dmarc } = verdict;
  timeLine.add("Receiver", `has it verified by mailauth: dkim=${dkim} spf=${spf} dmarc=${dmarc}`);
  return verdict;
}

/** Returns the headers that a receiver evaluates, with the bytes of signatures left out. */
function headOf({ raw }: Mail): string {
  const [head = ""] = raw.split("\r\n\r\n");
  return head
    .replaceAll(/\r\n[ \t]+/g, " ")
    .split("\r\n")
    .filter((line) => /^(DKIM-Signature|Return-Path|From|To|Subject):/.test(line))
    .map((line) => line.replaceAll(/\b(bh?)=[^;]+/g, "$1=…"))
    .join("\n");
}
