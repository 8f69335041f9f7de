import type { Use } from "#core/diagnosis/preflight/name-use";
import {
  chooseWithoutDns,
  type MailFromChoice,
  type Preflight,
  type PreflightSubject,
  preflight,
} from "#core/diagnosis/preflight/preflight";
import type { CheckedNames } from "#core/intake/request-facts";
import { parseEmailAddress } from "#core/names/email-address";
import { printable } from "#core/names/printable";
import { registrableDomain } from "#core/names/registrable-domain";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import { logger } from "#platform/observability";
import type { OnboardingDeps } from "./intake.ts";

const USES: Readonly<Record<Use, (seen: string) => string>> = {
  delegation: (seen) => `is a zone of its own at ${seen}`,
  cname: (seen) => `is a CNAME to ${seen}`,
  mx: (seen) => `has the MX ${seen}`,
  "other-region": (seen) => `has the MX of another Amazon Region (${seen})`,
  address: (seen) => `has the address ${seen}`,
  spf: (seen) => `has the SPF record ${seen}`,
};

/** Checks the domain in DNS before an onboarding is opened; an unknown answer blocks nothing. */
export async function checkNames(
  request: OnboardingRequest,
  excluded: readonly string[],
  now: number,
  deps: OnboardingDeps,
): Promise<CheckedNames> {
  const { identity, mailFrom } = request;
  const asked = { identity, fromDomains: fromDomains(request), excluded, region: deps.region };
  const subject = mailFrom === undefined ? asked : { ...asked, mailFrom };
  const found = await readDns(subject, now, deps);
  if (found?.zoneExists === "no") {
    const expected = `a domain on the public internet; ${registrableDomain(identity) ?? identity} does not exist there`;
    return { faults: [{ field: "fromAddresses", sent: request.fromAddresses, expected }] };
  }
  if (found?.platformZone !== undefined) {
    const expected = `a domain of your own; ${identity} is a name in ${found.platformZone}, and only its owner can add records there`;
    return { faults: [{ field: "fromAddresses", sent: request.fromAddresses, expected }] };
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

function fromDomains({ fromAddresses }: OnboardingRequest): readonly string[] {
  return fromAddresses.flatMap((address) => parseEmailAddress(address)?.domain ?? []);
}

async function readDns(
  subject: PreflightSubject,
  now: number,
  { resolver }: OnboardingDeps,
): Promise<Preflight | undefined> {
  const session = resolver.open();
  try {
    return await preflight(subject, session, now);
  } catch (error) {
    logger.warn("The domain could not be checked in DNS", { event: "PREFLIGHT_FAILED", error });
    return undefined;
  } finally {
    session.end();
  }
}

function expectedOf(
  choice: Extract<MailFromChoice, { readonly state: "none" | "taken" }>,
  identity: string,
): string {
  if (choice.state === "none") return `a name below ${identity} that is not in use`;
  const { name, because, seen, suggestion } = choice;
  const use = USES[because](printable(seen[0] ?? "another place", 200));
  const wayOut = suggestion === undefined ? "" : `, such as ${suggestion}`;
  return `a name that is not in use${wayOut}: ${name} ${use}`;
}
