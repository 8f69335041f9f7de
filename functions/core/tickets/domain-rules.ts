import * as z from "zod";
import { domainName, isAtOrBelow } from "#core/names/domain-name";
import { parseEmailAddress } from "#core/names/email-address";
import { isPrivateSuffix } from "#core/names/registrable-domain";
import type { Fault } from "./fault.ts";
import type { OnboardingRequest } from "./onboarding-request.ts";

/** The rules for domains that can be onboarded, beyond the Public Suffix List and the free-mail list. */
export const domainRules = z.strictObject({
  /** If there are any, only these and the domains below them. */
  allow: z.array(domainName).default([]),
  /** Never these, nor the domains below them. */
  deny: z.array(domainName).default([]),
  /** The platform's own: no customer gets them, nor a domain below or above them. */
  own: z.array(domainName).default([]),
});

/** The rules for domains that can be onboarded. */
export type DomainRules = z.infer<typeof domainRules>;

/** Rules that allow any domain. */
export const NO_RULES: DomainRules = { allow: [], deny: [], own: [] };

/** The private suffixes that the deployer allows by name: a request for one is its owner's. */
export function allowedSuffixes({ allow }: DomainRules): readonly string[] {
  return allow.filter(isPrivateSuffix);
}

/** Adds the domains of the platform's own addresses: the sender's and support's. */
export function withOwnAddresses(rules: DomainRules, addresses: readonly string[]): DomainRules {
  const domains = addresses.flatMap((address) => parseEmailAddress(address)?.domain ?? []);
  return { ...rules, own: [...rules.own, ...domains] };
}

/** The rules that the names of a request break. A rule that the identity breaks explains its MAIL FROM domain, too. */
export function requestRuleFaults(
  rules: DomainRules,
  { identity, mailFrom }: Pick<OnboardingRequest, "identity" | "mailFrom">,
): Fault[] {
  const faults = ruleFaults(rules, "fromAddresses", identity);
  if (faults.length > 0 || mailFrom === undefined) return faults;
  return ruleFaults(rules, "mailFrom", mailFrom);
}

/** The validation errors of a name that was sent in `field`. */
export function ruleFaults({ allow, deny, own }: DomainRules, field: string, name: string): Fault[] {
  const isWithin = (domain: string) => isAtOrBelow(name, domain);
  if (own.some((domain) => isWithin(domain) || isAtOrBelow(domain, name))) {
    return [{ field, sent: name, expected: { key: "fault.not-platforms", values: { domain: name } } }];
  }
  if (deny.some(isWithin)) {
    return [{ field, sent: name, expected: { key: "fault.not-denied", values: { domain: name } } }];
  }
  if (allow.length > 0 && !allow.some(isWithin)) {
    return [
      { field, sent: name, expected: { key: "fault.at-or-below", values: { domains: allow.join(", ") } } },
    ];
  }
  return [];
}
