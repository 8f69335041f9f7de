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
  type SigningKey,
  signMessage,
  withOwnHeaders,
} from "../message.ts";
import type { Operation } from "../operation.ts";
import { badRequest, readBody } from "../request-body.ts";
import { checkTenantMaySend, configurationSetArn, identityArn } from "../tenant.ts";

const content = z.object({ Data: z.string() });
const addresses = z.array(z.string()).default([]);
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
      })
      .optional(),
    Raw: z.object({ Data: z.base64() }).optional(),
  }),
});
type Sending = z.output<typeof sending>;

/** What is to be sent, whether it came in parts or raw. */
interface Outgoing {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly raw: Buffer | undefined;
}

function readOutgoing({ FromEmailAddress, Destination, Content }: Sending): Outgoing {
  const { ToAddresses, CcAddresses, BccAddresses } = Destination;
  const named = [...ToAddresses, ...CcAddresses, ...BccAddresses];
  if (Content.Simple !== undefined) {
    if (FromEmailAddress === undefined) throw badRequest("Missing required parameter FromEmailAddress.");
    return { from: FromEmailAddress, to: named, subject: Content.Simple.Subject.Data, raw: undefined };
  }
  if (Content.Raw === undefined) throw badRequest("Content must be Simple or Raw.");
  const raw = Buffer.from(Content.Raw.Data, "base64");
  const inHeaders = ["to", "cc", "bcc"].flatMap((header) => addressesIn(headerOf(raw, header)));
  return {
    from: FromEmailAddress ?? headerOf(raw, "from"),
    to: named.length > 0 ? named : inHeaders,
    subject: headerOf(raw, "subject"),
    raw,
  };
}

/** Refuses a sender that neither itself nor through a domain above it is verified. */
function readSender({ identities, region }: Account, from: string): Identity[] {
  const [address, second] = addressesIn(from);
  if (address === undefined || second !== undefined) throw badRequest(`Invalid from address: ${from}`);
  const name = address.toLowerCase();
  if (!isVerifiedForSending(identities, name)) {
    const failed = [...new Set([from, address])].join(", ");
    throw new AwsError(
      "MessageRejected",
      `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${failed}`,
    );
  }
  return coveringIdentities(identities, name);
}

/** The configuration set and the tenant of a message, both as the sender says or as its identity has it. */
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

/** The customer's key and SES's own, with which SES signs all mail. */
async function signingKeys(account: Account, covering: readonly Identity[]): Promise<SigningKey[]> {
  const { selector, privateKey } = await ownKey(account.ownKeys, account.clock, account.publishKeys);
  return [...customerKey(covering), { domainName: "amazonses.com", keySelector: selector, privateKey }];
}

/** The envelope sender's domain: SES's own where the custom one is not, or no longer, found. */
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

/** POST /v2/email/outbound-emails: each call is one more message, whatever was sent before. */
export const sendEmail: Operation = async (account, { body }) => {
  const request = readBody(sending, body);
  const outgoing = readOutgoing(request);
  if (outgoing.to.length === 0) throw badRequest("No recipients were given.");
  const covering = readSender(account, outgoing.from);
  const route = readRoute(account, request, covering);
  const atMs = account.clock.now();
  const id = `0102${atMs.toString(16).padStart(12, "0")}-${randomUUID()}-000000`;
  const returnPath = `${id}@${mailFromDomain(covering, account.region)}`;
  const own = { messageId: `<${id}@${account.region}.amazonses.com>`, atMs, returnPath };
  const simple = request.Content.Simple;
  const unsigned =
    outgoing.raw !== undefined
      ? withOwnHeaders(outgoing.raw, own)
      : await composeMessage(
          {
            from: outgoing.from,
            to: request.Destination.ToAddresses,
            cc: request.Destination.CcAddresses,
            replyTo: request.ReplyToAddresses,
            subject: outgoing.subject,
            text: simple?.Body.Text?.Data,
            html: simple?.Body.Html?.Data,
            headers: simple?.Headers ?? [],
          },
          own,
        );
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
    ...(simple?.Body.Text && { text: simple.Body.Text.Data }),
    ...(simple?.Body.Html && { html: simple.Body.Html.Data }),
    raw: raw.toString("utf8"),
  };
  account.mailbox.add(mail);
  return { MessageId: id };
};
