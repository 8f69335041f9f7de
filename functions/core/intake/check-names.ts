import type { Use } from "#core/diagnosis/preflight/name-use";
import {
  chooseWithoutDns,
  type MailFromChoice,
  type Preflight,
  type PreflightSubject,
  preflight,
} from "#core/diagnosis/preflight/preflight";
import type { DnsResolver } from "#core/dns/observation";
import { parseEmailAddress } from "#core/names/email-address";
import { printable } from "#core/names/printable";
import { registrableDomain } from "#core/names/registrable-domain";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import type { Text } from "#core/words/texts";
import type { CheckedNames } from "./request-facts.ts";

/** The DNS, the deployment's Region, and a callback for a check that failed. */
export interface NameCheckDeps {
  readonly resolver: DnsResolver;
  readonly region: string;
  onFailure(error: unknown): void;
}

/** The variants of the text for each use of a name. */
const USES = {
  delegation: "delegation",
  cname: "cname",
  mx: "mx",
  "other-region": "region",
  address: "address",
  spf: "other",
} as const satisfies Record<Use, string>;

/** Checks the domain in DNS before an onboarding is opened. The lack of an answer blocks nothing. */
export async function checkNames(
  request: OnboardingRequest,
  excluded: readonly string[],
  now: number,
  deps: NameCheckDeps,
): Promise<CheckedNames> {
  const { identity, mailFrom } = request;
  const asked = { identity, fromDomains: fromDomains(request), excluded, region: deps.region };
  const subject = mailFrom === undefined ? asked : { ...asked, mailFrom };
  const found = await readDns(subject, now, deps);
  if (found?.zoneExists === "no") {
    const domain = registrableDomain(identity) ?? identity;
    return refused(request, { key: "fault.domain-exists", values: { domain } });
  }
  if (found?.platformZone !== undefined) {
    const values = { domain: identity, zone: found.platformZone };
    return refused(request, { key: "fault.domain-of-platform", values });
  }
  const choice = found?.mailFrom ?? chooseWithoutDns(subject);
  if (choice.state === "none" || choice.state === "taken") {
    return {
      faults: [{ field: "mailFrom", sent: mailFrom ?? null, expected: expectedOf(choice, identity) }],
    };
  }
  const snapshot = found?.snapshot;
  return { mailFrom: choice.name, ...(snapshot === undefined ? {} : { snapshot }) };
}

function refused({ fromAddresses: sent }: OnboardingRequest, expected: Text): CheckedNames {
  return { faults: [{ field: "fromAddresses", sent, expected }] };
}

function fromDomains({ fromAddresses }: OnboardingRequest): readonly string[] {
  return fromAddresses.flatMap((address) => parseEmailAddress(address)?.domain ?? []);
}

async function readDns(
  subject: PreflightSubject,
  now: number,
  { resolver, onFailure }: NameCheckDeps,
): Promise<Preflight | undefined> {
  const session = resolver.open(now);
  try {
    return await preflight(subject, session, now);
  } catch (error) {
    onFailure(error);
    return undefined;
  } finally {
    session.end();
  }
}

function expectedOf(
  choice: Extract<MailFromChoice, { readonly state: "none" | "taken" }>,
  identity: string,
): Text {
  if (choice.state === "none") return { key: "fault.mail-from-free", values: { domain: identity } };
  const { name, because, seen, suggestion } = choice;
  const taken = { name, use: USES[because], seen: printable(seen[0] ?? "?", 200) };
  return suggestion === undefined
    ? { key: "fault.name-in-use", values: taken }
    : { key: "fault.name-in-use-instead", values: { ...taken, suggestion } };
}
