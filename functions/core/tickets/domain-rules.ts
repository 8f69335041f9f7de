import * as z from "zod";
import { domainName, isAtOrBelow } from "#core/names/domain-name";
import { parseEmailAddress } from "#core/names/email-address";
import { isPrivateSuffix } from "#core/names/registrable-domain";
import type { Fault } from "./fault.ts";
import type { OnboardingRequest } from "./onboarding-request.ts";

/**
 * The deployer's rules for domains that can be onboarded, in addition to the Public Suffix List and the
 * free-mail list.
 */
export const domainRules = z.strictObject({
  /** If it is not empty, only these domains and those below them are accepted. */
  allow: z.array(domainName).default([]),
  /** These domains and those below them are refused. */
  deny: z.array(domainName).default([]),
  /** The platform's own domains: no customer gets them, nor a domain below or above them. */
  own: z.array(domainName).default([]),
});

/** The deployer's rules for domains that can be onboarded. */
export type DomainRules = z.infer<typeof domainRules>;

/** The rules that accept any domain. */
export const NO_RULES: DomainRules = { allow: [], deny: [], own: [] };

/** Returns the private suffixes that the deployer allows by name; their owner may request them. */
export function allowedSuffixes({ allow }: DomainRules): readonly string[] {
  return allow.filter(isPrivateSuffix);
}

/** Adds the domains of the platform's own addresses: the sender's and support's. */
export function withOwnAddresses(rules: DomainRules, addresses: readonly string[]): DomainRules {
  const domains = addresses.flatMap((address) => parseEmailAddress(address)?.domain ?? []);
  return { ...rules, own: [...rules.own, ...domains] };
}

/**
 * Returns the rules that the names of a request break. If the identity breaks a rule, the rule is not
 * repeated for its MAIL FROM domain.
 */
export function requestRuleFaults(
  rules: DomainRules,
  { identity, mailFrom }: Pick<OnboardingRequest, "identity" | "mailFrom">,
): Fault[] {
  const faults = ruleFaults(rules, "fromAddresses", identity);
  if (faults.length > 0 || mailFrom === undefined) return faults;
  return ruleFaults(rules, "mailFrom", mailFrom);
}

/** Returns the rules that a name in `field` breaks, as validation errors. */
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
