import { GetEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import * as z from "zod";
import type { Cloud } from "../local/cloud.ts";
import type { Mail } from "../local/ses/mailbox.ts";
import { countTransitions } from "./count-transitions.ts";
import { eventually, mailTo, publishRecords, setupLink } from "./customer.ts";
import { exampleTicket } from "./example-ticket.ts";
import { addFromAddresses } from "./from-addresses.ts";
import { localClient, sendTicket } from "./send-ticket.ts";
import { playTestMail } from "./test-mail.ts";
import type { TimeLine } from "./time-line.ts";
import type { MailVerdict } from "./verify-mail.ts";

const CUSTOMER = "dns@oxfordstones.example";
const SUPPORT = "tickets@helpdesk.example";
const DOMAIN = "oxfordstones.example";
const PROJECT = "oxfordstones";
const FROM = "news@oxfordstones.example";

const accepted = z.object({ onboardingId: z.string() });
const status = z.object({
  status: z.string(),
  records: z.array(z.object({ state: z.string() })),
});

/** The result of one onboarding, with its measured figures. */
export interface Outcome {
  readonly onboardingId: string;
  readonly status: string;
  readonly identity: { verification?: string; dkim?: string; mailFrom?: string };
  readonly records: number;
  readonly opsNotifications: number;
  readonly transitions: number;
  readonly sesCalls: number;
  readonly dnsQueries: number;
  /** The verdict of an independent verifier on a message of the project. */
  readonly testMail: MailVerdict;
}

/** Plays one onboarding from a signed ticket to ready; only the DNS administrator acts by hand. */
export async function playStory(
  cloud: Cloud,
  timeLine: TimeLine,
  publish = publishAndConfirm,
): Promise<Outcome> {
  const onboardingId = await openTicket(cloud, timeLine);
  const first = await readFirstMails(cloud, timeLine);
  const link = setupLink(first.invitation);
  await publish(cloud, link, timeLine);
  const ready = await eventually("ready", async () => {
    const now = status.parse(await (await fetch(`${link}/status`)).json());
    return now.status === "ready" ? now : undefined;
  });
  timeLine.add("Sendworthy", "has verified the domain and configured the project");
  await readLastMessages(cloud, onboardingId, Object.values(first), timeLine);
  await addFromAddresses(DOMAIN, PROJECT, cloud.urls, timeLine);

  const figures = {
    onboardingId,
    status: ready.status,
    records: ready.records.length,
    opsNotifications: cloud.publications().filter(({ message }) => message.includes(onboardingId)).length,
    transitions: await countTransitions(cloud, onboardingId),
    sesCalls: Object.entries(cloud.calls())
      .filter(([call]) => call.startsWith("ses:"))
      .reduce((sum, [, count]) => sum + count, 0),
    dnsQueries: cloud.dnsQueries() - cloud.ses.queries(),
    identity: await readIdentity(cloud),
  };
  const request = { project: PROJECT, from: FROM, to: "support@helpdesk.example" };
  return { ...figures, testMail: await playTestMail(cloud, timeLine, request) };
}

/** Opens the ticket as support does, and returns the id of its onboarding. */
async function openTicket(cloud: Cloud, timeLine: TimeLine): Promise<string> {
  const ticket = await sendTicket(exampleTicket(), cloud.urls);
  timeLine.add("Support", `sends a signed ticket, and is answered ${ticket.status}`, listed(ticket.body));
  return accepted.parse(JSON.parse(ticket.body)).onboardingId;
}

async function readFirstMails(cloud: Cloud, timeLine: TimeLine) {
  const invitation = await eventually("the invitation", () => mailTo(cloud, CUSTOMER, /./));
  timeLine.add("Customer", `gets a mail: ${invitation.subject}`, invitation.text);
  const answer = await eventually("the answer in the ticket", () => mailTo(cloud, SUPPORT, /./));
  timeLine.add("Ticket", `is answered: ${answer.subject}`, withoutRecords(answer));
  return { invitation, answer };
}

/** Publishes the records as the DNS administrator does, and confirms them on the set-up page. */
async function publishAndConfirm(cloud: Cloud, link: string, timeLine: TimeLine): Promise<void> {
  const published = await (await fetch(`${link}/records.zone`)).text();
  await publishRecords(cloud.zonesDirectory, DOMAIN, published);
  timeLine.add(
    "DNS administrator",
    `adds the records to the zone of ${DOMAIN}, with the optional DMARC record`,
    published.replaceAll("\t", " ").replaceAll(/ ; .*/g, ""),
  );
  const confirmed = await fetch(`${link}/confirm`, { method: "POST", redirect: "manual" });
  timeLine.add("Customer", `says so on the set-up page, and is answered ${confirmed.status}`);
}

/**
 * Shows how operations, customer and ticket learn that the domain is ready; mails in `known` were shown
 * before.
 */
async function readLastMessages(
  cloud: Cloud,
  onboardingId: string,
  known: readonly Mail[],
  timeLine: TimeLine,
): Promise<void> {
  const notice = await eventually("the notice to operations", () =>
    cloud.publications().find(({ message }) => message.includes(onboardingId)),
  );
  timeLine.add("Operations", `are told: ${notice.subject ?? ""}`, notice.message);
  await eventually("the last mail", () => mailTo(cloud, CUSTOMER, /ready/i));
  await eventually("the last answer in the ticket", () => mailTo(cloud, SUPPORT, /ready/i));
  for (const mail of cloud.ses.mailbox.list()) {
    if (known.some(({ id }) => id === mail.id)) continue;
    if (mail.to.includes(SUPPORT)) timeLine.add("Ticket", `is answered: ${mail.subject}`, mail.text, mail.at);
    else timeLine.add("Customer", `gets a mail: ${mail.subject}`, mail.text, mail.at);
  }
}

/** Formats a JSON object with one line for each field. */
function listed(body: string): string {
  const fields = z.record(z.string(), z.unknown()).parse(JSON.parse(body));
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${[value].flat().join(", ")}`)
    .join("\n");
}

/** Leaves out the records, because the previous mail contains the same ones. */
function withoutRecords({ text = "" }: Mail): string {
  return text.replace(/\n1\. .*/s, "\n(the same five)");
}

async function readIdentity({ urls }: Cloud): Promise<Outcome["identity"]> {
  const client = new SESv2Client(localClient(urls.aws));
  const found = await client.send(new GetEmailIdentityCommand({ EmailIdentity: DOMAIN }));
  return {
    verification: found.VerificationStatus ?? "",
    dkim: found.DkimAttributes?.Status ?? "",
    mailFrom: found.MailFromAttributes?.MailFromDomainStatus ?? "",
  };
}
