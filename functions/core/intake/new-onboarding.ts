import type { Onboarding } from "#core/onboarding/onboarding";
import { EXPIRY_MS, jitterOf, START_GRACE_MS, waitSeconds } from "#core/onboarding/schedule";
import type { Source } from "#core/onboarding/ticket-source";
import type { OnboardingRequest } from "#core/tickets/onboarding-request";
import type { Opening } from "./decision.ts";

/** A request, with the decision to open an onboarding for it. */
interface Opened {
  readonly request: OnboardingRequest;
  readonly source: Source;
  readonly opening: Opening;
  /** The project's language, for a ticket that names none. */
  readonly projectLanguage?: string | undefined;
  /** Makes the random token of a challenge record. */
  newToken(): string;
}

/** Returns the new onboarding of a ticket. */
export function newOnboarding(opened: Opened, onboardingId: string, now: number): Onboarding {
  const expiresAt = now + EXPIRY_MS;
  const { isHeld } = opened.opening;
  return {
    ...fieldsOfTicket(opened),
    ...fieldsOfDecision(opened, now),
    onboardingId,
    version: 1,
    attempt: 1,
    createdAt: now,
    expiresAt,
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
    // A held request has no execution, so the repair schedule closes it if it is not approved in time.
    dueAt: isHeld ? expiresAt : now + START_GRACE_MS,
  };
}

function fieldsOfTicket({ request, source, projectLanguage }: Opened) {
  const { ticket, project, requester, fromAddresses, identity } = request;
  const { dnsContact, replyAddress, mailboxExists, migratingFrom, timeZone } = request;
  const { language = projectLanguage, dnsContactLanguage } = request;
  return {
    ...{ source, ticket, project, requester, fromAddresses, identity },
    // A requester who also manages the DNS gets one mail, not two.
    ...(dnsContact === undefined || isSame(dnsContact, requester) ? {} : { dnsContact }),
    ...(replyAddress === undefined ? {} : { replyAddress }),
    ...(mailboxExists === undefined ? {} : { mailboxExists }),
    ...(migratingFrom === undefined ? {} : { migratingFrom }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(language === undefined ? {} : { language }),
    ...(dnsContactLanguage === undefined ? {} : { dnsContactLanguage }),
    ...namedFields(request),
  };
}

function namedFields({ asksForIdentity, mailFrom }: OnboardingRequest): Pick<Onboarding, "namedFields"> {
  const named = [
    ...(asksForIdentity === true ? (["identity"] as const) : []),
    ...(mailFrom === undefined ? [] : (["mailFrom"] as const)),
  ];
  return named.length === 0 ? {} : { namedFields: named };
}

function fieldsOfDecision({ opening, newToken }: Opened, now: number) {
  const { owner, mailFrom, isHeld, snapshot, overrides, proof } = opening;
  return {
    ...{ owner, mailFrom },
    ...(isHeld
      ? { status: "held" as const, held: { for: "requester" as const, since: now } }
      : { status: "requested" as const }),
    ...(overrides === undefined ? {} : { overrides }),
    ...(proof === undefined
      ? {}
      : { ownership: { token: newToken(), because: proof.because, requestedAt: now } }),
    ...(snapshot === undefined ? {} : { snapshot }),
  };
}

function isSame(address: string, other: string): boolean {
  return address.toLowerCase() === other.toLowerCase();
}
