import { answerIn } from "#core/dns/ask-through";
import type { DnsSession } from "#core/dns/observation";
import { receivesMail } from "#core/dns/receives-mail";
import { parseEmailAddress } from "#core/names/email-address";
import { type Alignment, alignmentOf, type MessageDomains } from "#core/policies/alignment/alignment";
import {
  checkFromDomain,
  checkMessageDomain,
  type ObservedDomain,
} from "#core/policies/alignment/check-domains";
import type { Table } from "#core/table";
import type { AlignmentReport } from "../from-address.ts";
import type { AddressFacts } from "./judge-address.ts";
import { type OwnIdentity, readHolding } from "./own-identities.ts";
import type { RequestedAddress } from "./requested-address.ts";

/** The envelope domain that SES uses without a custom MAIL FROM domain: https://docs.aws.amazon.com/ses/latest/dg/mail-from.html */
const DEFAULT_MAIL_FROM = "amazonses.com";

/** Gathers the facts for judging an address. It queries DNS only for domains that this owner has verified. */
export async function checkAddress(
  { address, replyAddress }: RequestedAddress,
  owner: string,
  table: Pick<Table, "get">,
  session: DnsSession,
  now: number,
): Promise<AddressFacts> {
  const domain = parseEmailAddress(address)?.domain;
  if (domain === undefined) return { isMailFrom: false, receivesMail: "unknown" };
  const holding = await readHolding(table, domain, owner);
  const { identity } = holding;
  if (identity?.state !== "verified") return { ...holding, receivesMail: "unknown" };
  const [{ observed, alignment }, replyReceives] = await Promise.all([
    checkAlignment(domain, identity, session, now),
    replyAddress === undefined ? undefined : receivesMailAt(parseEmailAddress(replyAddress)?.domain, session),
  ]);
  return {
    ...holding,
    alignment,
    receivesMail: observed.receivesMail,
    ...(replyReceives === undefined ? {} : { replyReceives }),
  };
}

/** Checks the DMARC alignment of mail from a domain with the signature and envelope sender of an identity. */
export async function checkAlignment(
  domain: string,
  { identity, mailFrom, isUnsigned }: Pick<OwnIdentity, "identity" | "mailFrom" | "isUnsigned">,
  session: DnsSession,
  now: number,
): Promise<{ readonly observed: ObservedDomain; readonly alignment: AlignmentReport }> {
  const [observed, dkim, envelope] = await Promise.all([
    checkFromDomain(domain, session),
    isUnsigned ? undefined : checkMessageDomain(identity, session),
    mailFrom === undefined ? undefined : checkMessageDomain(mailFrom, session),
  ]);
  const domains: MessageDomains = {
    headerFrom: observed.domain,
    ...(dkim === undefined ? {} : { dkim }),
    ...(envelope === undefined ? {} : { mailFrom: envelope }),
  };
  return { observed, alignment: reportOf(domains, alignmentOf(domains, observed.dmarc), now) };
}

function reportOf({ headerFrom, dkim, mailFrom }: MessageDomains, alignment: Alignment, at: number) {
  return {
    at,
    headerFrom: headerFrom.name,
    dkimDomain: dkim?.name ?? null,
    mailFrom: mailFrom?.name ?? DEFAULT_MAIL_FROM,
    isDefaultMailFrom: mailFrom === undefined,
    ...alignment,
  };
}

async function receivesMailAt(
  domain: string | undefined,
  session: DnsSession,
): Promise<"yes" | "no" | "unknown"> {
  if (domain === undefined) return "unknown";
  const [mx] = await session.ask([{ name: domain, type: "MX", through: "resolver" }]);
  return mx === undefined ? "unknown" : receivesMail(answerIn(mx));
}
