import type { Onboarding } from "#core/onboarding/onboarding";
import { EXPIRY_MS, jitterOf, START_GRACE_MS, waitSeconds } from "#core/onboarding/schedule";
import type { Source } from "#core/onboarding/ticket-source";
import type { Snapshot } from "#core/records/snapshot";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";

/** A request whose names are settled, and whose owner the registry knows. */
interface Settled extends OnboardingRequest {
  readonly source: Source;
  readonly owner: string;
  readonly mailFrom: string;
  readonly snapshot?: Snapshot;
  /** True if an operator has to approve it first. */
  readonly isHeld: boolean;
  readonly ownership?: Onboarding["ownership"];
  readonly overrides?: string;
}

/** The onboarding as it is when its ticket was taken. */
export function newOnboarding(settled: Settled, onboardingId: string, now: number): Onboarding {
  const { source, ticket, project, owner, requester, fromAddresses, identity, mailFrom, isHeld } = settled;
  const { snapshot, dnsContact, ownership, overrides } = settled;
  const { replyAddress, mailboxExists, migratingFrom, timeZone } = settled;
  const expiresAt = now + EXPIRY_MS;
  return {
    onboardingId,
    version: 1,
    status: isHeld ? "held" : "requested",
    ...(isHeld ? { held: { for: "requester", since: now } } : {}),
    attempt: 1,
    source,
    ticket,
    project,
    owner,
    requester,
    // Who is both is told once.
    ...(dnsContact === undefined || isSame(dnsContact, requester) ? {} : { dnsContact }),
    fromAddresses,
    identity,
    mailFrom,
    ...(overrides === undefined ? {} : { overrides }),
    ...(ownership === undefined ? {} : { ownership }),
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(replyAddress === undefined ? {} : { replyAddress }),
    ...(mailboxExists === undefined ? {} : { mailboxExists }),
    ...(migratingFrom === undefined ? {} : { migratingFrom }),
    ...(timeZone === undefined ? {} : { timeZone }),
    createdAt: now,
    expiresAt: expiresAt,
    linkVersion: 1,
    records: [],
    recordsVersion: 0,
    notifiedRecordsVersion: 0,
    signals: { count: 0, seen: 0 },
    ses: { reads: 0 },
    schedule: {
      awaited: "notConfirmed",
      tries: 0,
      nextCheckAt: now + waitSeconds("notConfirmed", 0, jitterOf(onboardingId)) * 1000,
    },
    queue: "open",
    // Nothing starts what is held: the repair schedule ends it if nobody approves it
    dueAt: isHeld ? expiresAt : now + START_GRACE_MS,
  };
}

function isSame(address: string, other: string): boolean {
  return address.toLowerCase() === other.toLowerCase();
}
