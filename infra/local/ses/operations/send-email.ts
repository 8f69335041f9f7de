import { randomUUID } from "node:crypto";
import * as z from "zod";
import { AwsError } from "../../aws/service.ts";
import type { Account } from "../account.ts";
import { defaultMailFrom, OUTBOUND_ADDRESS } from "../amazonses-zone.ts";
import { configurationSetNamed } from "../configuration-set.ts";
import { ownKey } from "../dkim-keys.ts";
import { coveringIdentities, type Identity, isVerifiedForSending } from "../identity.ts";
import type { Mail } from "../mailbox.ts";
import {
  addressesIn,
  composeMessage,
  headerOf,
  type OwnHeaders,
  type SigningKey,
  signMessage,
  withOwnHeaders,
} from "../message.ts";
import type { Operation } from "../operation.ts";
import { badRequest, readBody } from "../request-body.ts";
import { checkTenantMaySend, configurationSetArn, identityArn } from "../tenant.ts";

const content = z.object({ Data: z.string() });
const addresses = z.array(z.string()).default([]);
const attachment = z.object({
  RawContent: z.base64(),
  FileName: z.string(),
  ContentId: z.string().optional(),
  ContentType: z.string().optional(),
});
const sending = z.object({
  FromEmailAddress: z.string().optional(),
  Destination: z
    .object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses })
    .default({ ToAddresses: [], CcAddresses: [], BccAddresses: [] }),
  ReplyToAddresses: addresses,
  ConfigurationSetName: z.string().optional(),
  TenantName: z.string().optional(),
  Content: z.object({
    Simple: z
      .object({
        Subject: content,
        Body: z.object({ Text: content.optional(), Html: content.optional() }),
        Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
        Attachments: z.array(attachment).default([]),
      })
      .optional(),
    Raw: z.object({ Data: z.base64() }).optional(),
  }),
});
type Sending = z.output<typeof sending>;

/** The message of a request, whether its content is Simple or Raw. */
interface Outgoing {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly raw: Buffer | undefined;
}

function readOutgoing({ FromEmailAddress, Destination, Content }: Sending): Outgoing {
  const { ToAddresses, CcAddresses, BccAddresses } = Destination;
  const recipients = [...ToAddresses, ...CcAddresses, ...BccAddresses];
  if (Content.Simple !== undefined) {
    if (FromEmailAddress === undefined) throw badRequest("Missing required parameter FromEmailAddress.");
    return { from: FromEmailAddress, to: recipients, subject: Content.Simple.Subject.Data, raw: undefined };
  }
  if (Content.Raw === undefined) throw badRequest("Content must be Simple or Raw.");
  const raw = Buffer.from(Content.Raw.Data, "base64");
  const inHeaders = ["to", "cc", "bcc"].flatMap((header) => addressesIn(headerOf(raw, header)));
  return {
    from: FromEmailAddress ?? headerOf(raw, "from"),
    to: recipients.length > 0 ? recipients : inHeaders,
    subject: headerOf(raw, "subject"),
    raw,
  };
}

/** Returns the identities that cover the sender; refuses a sender if neither it nor a parent domain is verified. */
function readSender({ identities, region }: Account, from: string): Identity[] {
  const [address, second] = addressesIn(from);
  if (address === undefined || second !== undefined) throw badRequest(`Invalid from address: ${from}`);
  const name = address.toLowerCase();
  if (!isVerifiedForSending(identities, name)) throw notVerified([from, address], region);
  return coveringIdentities(identities, name);
}

/** In the sandbox, mail may go only to verified addresses and to the mailbox simulator. */
function checkRecipients({ identities, region, isInSandbox }: Account, to: readonly string[]): void {
  if (!isInSandbox) return;
  const unverified = to.filter((recipient) => {
    const [address = ""] = addressesIn(recipient);
    const name = address.toLowerCase();
    return !name.endsWith("@simulator.amazonses.com") && !isVerifiedForSending(identities, name);
  });
  if (unverified.length > 0) throw notVerified(unverified, region);
}

function notVerified(failed: readonly string[], region: string): AwsError {
  return new AwsError(
    "MessageRejected",
    `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${[...new Set(failed)].join(", ")}`,
  );
}

/** Chooses the configuration set (the request's, else the identity's default) and checks the tenant of the request. */
function readRoute(
  account: Account,
  request: Sending,
  covering: readonly Identity[],
): Pick<Mail, "configurationSet" | "tenant"> {
  const [sender] = covering;
  const configurationSet = request.ConfigurationSetName ?? sender?.configurationSet;
  if (configurationSet !== undefined) configurationSetNamed(account.configurationSets, configurationSet);
  const { TenantName } = request;
  if (TenantName !== undefined) {
    const used = [
      ...(sender ? [identityArn(account, sender.name)] : []),
      ...(configurationSet === undefined ? [] : [configurationSetArn(account, configurationSet)]),
    ];
    checkTenantMaySend(account, TenantName, used);
  }
  return {
    ...(configurationSet !== undefined && { configurationSet }),
    ...(TenantName !== undefined && { tenant: TenantName }),
  };
}

function customerKey(covering: readonly Identity[]): SigningKey[] {
  if (covering.some(({ signsWithDomain }) => signsWithDomain === false)) return [];
  const signer = covering.find(({ dkim }) => dkim?.signingEnabled && dkim.watch.status === "SUCCESS");
  const [keySelector] = signer?.dkim?.tokens ?? [];
  if (signer?.dkim === undefined || keySelector === undefined) return [];
  return [{ domainName: signer.name, keySelector, privateKey: signer.dkim.privateKey }];
}

/** Returns the customer's key, if there is one, and SES's own key, which signs all mail. */
async function signingKeys(account: Account, covering: readonly Identity[]): Promise<SigningKey[]> {
  const { selector, privateKey } = await ownKey(account.ownKeys, account.clock, account.publishKeys);
  return [...customerKey(covering), { domainName: "amazonses.com", keySelector: selector, privateKey }];
}

/** Returns the envelope sender's domain: SES's own if the custom domain's MX record is not found. */
function mailFromDomain(covering: readonly Identity[], region: string): string {
  const mailFrom = covering.find((identity) => identity.mailFrom !== undefined)?.mailFrom;
  if (mailFrom?.watch.status === "SUCCESS") return mailFrom.domain;
  if (mailFrom?.behavior === "REJECT_MESSAGE")
    throw new AwsError(
      "MailFromDomainNotVerifiedException",
      `MAIL FROM domain ${mailFrom.domain} is not verified.`,
    );
  return defaultMailFrom(region);
}

/** Builds the message without signatures, with the headers that SES sets itself. */
async function buildMessage(request: Sending, outgoing: Outgoing, own: OwnHeaders): Promise<Buffer> {
  if (outgoing.raw !== undefined) return withOwnHeaders(outgoing.raw, own);
  const { Destination, ReplyToAddresses, Content } = request;
  return composeMessage(
    {
      from: outgoing.from,
      to: Destination.ToAddresses,
      cc: Destination.CcAddresses,
      replyTo: ReplyToAddresses,
      subject: outgoing.subject,
      text: Content.Simple?.Body.Text?.Data,
      html: Content.Simple?.Body.Html?.Data,
      headers: Content.Simple?.Headers ?? [],
      attachments: Content.Simple?.Attachments ?? [],
    },
    own,
  );
}

/** POST /v2/email/outbound-emails: each call sends one more message, even if it repeats an earlier call. */
export const sendEmail: Operation = async (account, { body }) => {
  const request = readBody(sending, body);
  const outgoing = readOutgoing(request);
  if (outgoing.to.length === 0) throw badRequest("No recipients were given.");
  const covering = readSender(account, outgoing.from);
  checkRecipients(account, outgoing.to);
  const route = readRoute(account, request, covering);
  const atMs = account.clock.now();
  const id = `0102${atMs.toString(16).padStart(12, "0")}-${randomUUID()}-000000`;
  const returnPath = `${id}@${mailFromDomain(covering, account.region)}`;
  const own = { messageId: `<${id}@${account.region}.amazonses.com>`, atMs, returnPath };
  const unsigned = await buildMessage(request, outgoing, own);
  const { Text, Html } = request.Content.Simple?.Body ?? {};
  const keys = await signingKeys(account, covering);
  const raw = await signMessage(unsigned, keys);
  const mail: Mail = {
    id,
    at: atMs,
    from: outgoing.from,
    to: outgoing.to,
    subject: outgoing.subject,
    returnPath,
    clientIp: OUTBOUND_ADDRESS,
    signedBy: keys.map(({ domainName }) => domainName),
    ...route,
    ...(Text && { text: Text.Data }),
    ...(Html && { html: Html.Data }),
    raw: raw.toString("utf8"),
  };
  account.mailbox.add(mail);
  return { MessageId: id };
};
