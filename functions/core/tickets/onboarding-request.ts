import * as z from "zod";
import { commonAncestor, domainName, isAtOrBelow, isBelow, LONGEST_NAME } from "#core/names/domain-name";
import { emailAddress, parseEmailAddress } from "#core/names/email-address";
import { isFreeMailDomain } from "#core/names/free-mail";
import { identifier } from "#core/names/identifier";
import { ownDomain } from "#core/names/registrable-domain";
import { LONGEST_IDENTITY } from "#core/records/required-records";
import { expecting } from "#core/words/expected-text";
import { LANGUAGES } from "#core/words/languages";
import type { Text } from "#core/words/texts";
import { type Fault, faultsOf } from "./fault.ts";

/** A from address on a domain that a company can own. */
const fromAddress = (suffixes: readonly string[]) =>
  emailAddress.superRefine((address, context) => {
    const domain = domainOf(address);
    const message =
      ownDomain(domain, suffixes) === undefined
        ? expecting({ key: "fault.own-domain-address", values: { domain } })
        : isFreeMailDomain(domain)
          ? expecting({ key: "fault.company-address", values: { domain } })
          : undefined;
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The previous provider, and the from addresses that it used. */
export const migratingFrom = z.strictObject({
  provider: z.string().min(1).max(100).optional(),
  addresses: z.array(emailAddress).max(20).default([]),
});

function fromAddresses(suffixes: readonly string[]) {
  return z
    .array(fromAddress(suffixes), "fault.from-addresses")
    .min(1, "fault.from-addresses")
    .max(20, "fault.from-addresses");
}

const fields = {
  ticket: identifier,
  project: identifier,
  /** Optional once the registry knows the project. */
  owner: identifier.optional(),
  requester: emailAddress,
  /** The DNS administrator, if it is not the requester; often an agency, at any domain. */
  dnsContact: emailAddress.optional(),
  fromAddresses: fromAddresses([]),
  /** The address for replies. Automatic answers ignore it and go to the from address. */
  replyAddress: emailAddress.optional(),
  /** False if no mailbox exists for the from addresses. */
  mailboxExists: z.boolean().optional(),
  migratingFrom: migratingFrom.optional(),
  /** Absent if one is to be proposed. */
  mailFrom: domainName.optional(),
  identity: domainName.optional(),
  /** The customer's time zone, by its IANA name. */
  timeZone: z.string().refine(isTimeZone, "fault.time-zone").optional(),
  /** The language of messages. The DNS contact may read another one. */
  language: z.enum(LANGUAGES).optional(),
  dnsContactLanguage: z.enum(LANGUAGES).optional(),
};

const shape = z.strictObject(fields);

/** A valid request with its identity. */
export type OnboardingRequest = z.infer<typeof shape> & {
  readonly identity: string;
  /** True if the ticket itself names the identity. */
  readonly asksForIdentity?: true;
};

/**
 * Reads a request, or returns all of its validation errors. Names at and below `suffixes` belong to one
 * owner.
 */
export function readRequest(
  data: unknown,
  suffixes: readonly string[] = [],
): { request: OnboardingRequest } | { faults: Fault[] } {
  const expected = suffixes.length === 0 ? shape : shape.extend({ fromAddresses: fromAddresses(suffixes) });
  const parsed = expected.safeParse(data);
  const plan = planSending(data, suffixes);
  if (parsed.success && "identity" in plan) {
    const asked = parsed.data.identity === undefined ? {} : { asksForIdentity: true as const };
    return { request: { ...parsed.data, identity: plan.identity, ...asked } };
  }
  return {
    faults: [
      ...(parsed.success ? [] : faultsOf(parsed.error, data)),
      ...("faults" in plan ? plan.faults : []),
    ],
  };
}

/** Validates relations between fields that are valid on their own. */
function planSending(data: unknown, suffixes: readonly string[]): { identity: string } | { faults: Fault[] } {
  const { data: sent } = z
    .object({
      fromAddresses: z.array(emailAddress).min(1).max(20).catch([]),
      mailFrom: domainName.optional().catch(undefined),
      identity: domainName.optional().catch(undefined),
    })
    .safeParse(data);
  if (sent === undefined || sent.fromAddresses.length === 0) return { faults: [] };
  const domains = sent.fromAddresses.map(domainOf);
  // An address on a domain that nobody can own is reported with the address, which explains all other errors.
  const isOwnable = (domain: string) =>
    ownDomain(domain, suffixes) !== undefined && !isFreeMailDomain(domain);
  if (!domains.every(isOwnable)) return { faults: [] };
  const identity = sent.identity ?? commonAncestor(domains);
  const faults = identityFaults(identity, domains, sent.identity !== undefined, suffixes);
  if (faults.length > 0) return { faults };
  const { mailFrom } = sent;
  const ofMailFrom = mailFrom === undefined ? [] : mailFromFaults(mailFrom, identity, domains, suffixes);
  return ofMailFrom.length > 0 ? { faults: ofMailFrom } : { identity };
}

function identityFaults(
  identity: string,
  domains: readonly string[],
  wasSent: boolean,
  suffixes: readonly string[],
): Fault[] {
  if (!isOwn(identity, domains, suffixes)) {
    return wasSent
      ? [{ field: "identity", sent: identity, expected: { key: "fault.own-domain", values: {} } }]
      : [{ field: "fromAddresses", sent: domains, expected: { key: "fault.shared-domain", values: {} } }];
  }
  if (identity.length > LONGEST_IDENTITY) {
    const values = { most: LONGEST_IDENTITY, allowed: LONGEST_NAME };
    const field = wasSent ? "identity" : "fromAddresses";
    return [{ field, sent: identity, expected: { key: "fault.domain-too-long", values } }];
  }
  const outside = domains.filter((domain) => isOutside(domain, identity));
  return outside.length === 0
    ? []
    : [
        {
          field: "identity",
          sent: identity,
          expected: { key: "fault.at-or-above", values: { domains: outside.join(", ") } },
        },
      ];
}

/**
 * An identity above a registrable domain is refused: each name directly below a public suffix has another
 * owner.
 */
function isOwn(identity: string, domains: readonly string[], suffixes: readonly string[]): boolean {
  const own = ownDomain(identity, suffixes);
  const isShared = (name: string) => ownDomain(name, suffixes) === own;
  return own !== undefined && domains.every((name) => isOutside(name, identity) || isShared(name));
}

function isOutside(name: string, identity: string): boolean {
  return !isAtOrBelow(name, identity);
}

/**
 * Validates the MAIL FROM domain. SES accepts only a domain below the identity:
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityMailFromAttributes.html
 */
export function mailFromFaults(
  mailFrom: string,
  identity: string,
  domains: readonly string[],
  suffixes: readonly string[],
): Fault[] {
  if (domains.includes(mailFrom)) {
    return [{ field: "mailFrom", sent: mailFrom, expected: { key: "fault.mail-from-unused", values: {} } }];
  }
  const own = ownDomain(identity, suffixes);
  const isShared = ownDomain(mailFrom, suffixes) === own;
  if (isBelow(mailFrom, identity) && isShared) return [];
  const above = commonAncestor([identity, mailFrom]);
  const mayAskAbove = own !== undefined && isShared && isAtOrBelow(above, own);
  const expected: Text = mayAskAbove
    ? { key: "fault.mail-from-below-or-identity", values: { domain: identity, above } }
    : { key: "fault.mail-from-below", values: { domain: identity } };
  return [{ field: "mailFrom", sent: mailFrom, expected }];
}

function domainOf(address: string): string {
  return parseEmailAddress(address)?.domain ?? "";
}
