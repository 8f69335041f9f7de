import type { Onboarding } from "#core/onboarding";
import type { OnboardingRequest } from "#core/onboarding-request";
import type { Snapshot } from "#core/preflight/snapshot";
import { EXPIRY_MS, jitterOf, START_GRACE_MS, waitSeconds } from "#core/schedule";

/** The onboarding as it is when its ticket was taken. */
export function newOnboarding(
  request: OnboardingRequest,
  { mailFrom, snapshot }: { readonly mailFrom: string; readonly snapshot?: Snapshot },
  onboardingId: string,
  now: number,
): Onboarding {
  const { ticket, project, owner, requester, dnsContact, fromAddresses, identity } = request;
  const { replyAddress, mailboxExists, migratingFrom, timeZone } = request;
  return {
    onboardingId,
    version: 1,
    status: "requested",
    attempt: 1,
    source: "generic",
    ticket,
    project,
    owner,
    requester,
    // Who is both is told once.
    ...(dnsContact === undefined || isSame(dnsContact, requester) ? {} : { dnsContact }),
    fromAddresses,
    identity,
    mailFrom,
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(replyAddress === undefined ? {} : { replyAddress }),
    ...(mailboxExists === undefined ? {} : { mailboxExists }),
    ...(migratingFrom === undefined ? {} : { migratingFrom }),
    ...(timeZone === undefined ? {} : { timeZone }),
    createdAt: now,
    lapsesAt: now + EXPIRY_MS,
    linkVersion: 1,
    records: [],
    edition: 0,
    toldEdition: 0,
    signals: { count: 0, seen: 0 },
    ses: { reads: 0 },
    schedule: {
      awaited: "unclaimed",
      tries: 0,
      nextLookAt: now + waitSeconds("unclaimed", 0, jitterOf(onboardingId)) * 1000,
    },
    queue: "open",
    dueAt: now + START_GRACE_MS,
  };
}

function isSame(address: string, other: string): boolean {
  return address.toLowerCase() === other.toLowerCase();
}
