import * as z from "zod";
import { advice } from "#core/records/advised-record";
import { lastCheck } from "#core/records/last-check";
import { publicationState } from "#core/records/publication-state";
import { requiredRecord } from "#core/records/required-records";
import { snapshot } from "#core/records/snapshot";
import type { Key } from "#core/table";
import { alsoProject, migration } from "./also-project.ts";
import { ownership } from "./challenge.ts";
import { formerContact, handOff } from "./guests.ts";
import { identitySettings } from "./identity-settings.ts";
import { STATUSES } from "./lifecycle.ts";
import { refusedAddress } from "./refused-address.ts";
import { ticketSource } from "./ticket-source.ts";

/** Epoch milliseconds. */
const time = z.number().int();

/** The ways to restart DKIM: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityDkimSigningAttributes.html */
const RESTART_WAYS = ["signing-attributes", "verify-domain", "recreate"] as const;

/** A way to restart DKIM. */
export type RestartWay = (typeof RESTART_WAYS)[number];

const sesStatus = z.enum(["NOT_STARTED", "PENDING", "SUCCESS", "FAILED", "TEMPORARY_FAILURE"]);

/** The status of an identity as SES last answered it. */
export const identityStatus = z.object({
  verification: sesStatus,
  dkim: sesStatus,
  mailFromDomain: z.string().optional(),
  mailFrom: sesStatus.optional(),
  /** The DKIM tokens. */
  tokens: z.array(z.string()).optional(),
  /** Present while SES does not sign: we switch signing on where Sendworthy made the identity, an operator does elsewhere. */
  signingOff: z.enum(["made-here", "made-by-hand"]).optional(),
  /** `VerificationInfo.ErrorType`: why SES did not find the DKIM records; absent once it has found them. */
  errorType: z.string().max(100).optional(),
});

/** The status of an identity as SES last answered it. */
export type IdentityStatus = z.infer<typeof identityStatus>;

/** One request, from ticket to ready: the item that every function reads and writes. */
export const onboarding = z.object({
  onboardingId: z.string(),
  version: z.number().int(),
  status: z.enum(STATUSES),
  /** The execution that carries it: `<onboardingId>-<attempt>`. */
  attempt: z.number().int(),
  source: ticketSource.default("generic"),
  ticket: z.string(),
  /** Tickets that joined it later; a ticket of another project names that project. */
  alsoTickets: z
    .array(z.object({ source: ticketSource, ticket: z.string(), project: z.string().optional() }))
    .optional(),
  /** Other projects of the owner that use the same identity: SES keeps one MAIL FROM domain for all of them. */
  alsoProjects: z.array(alsoProject).optional(),
  project: z.string(),
  owner: z.string(),
  requester: z.string(),
  /** The DNS administrator, if the ticket names one: notified beside the requester. */
  dnsContact: z.string().optional(),
  fromAddresses: z.array(z.string()),
  /** The Reply-To address that the customer named. */
  replyAddress: z.string().optional(),
  /** False if the from addresses have no mailbox. */
  mailboxExists: z.boolean().optional(),
  /** The provider that sent for the domain before, and from which addresses. */
  migratingFrom: migration.optional(),
  identity: z.string(),
  mailFrom: z.string(),
  /** The fields that the ticket names itself, rather than leaving them to Sendworthy. */
  namedFields: z.array(z.enum(["identity", "mailFrom"])).optional(),
  /** The parent identity of the same owner, whose settings this identity overrides, as its ticket asked. */
  overrides: z.string().optional(),
  /** The records of the domain before its set-up, as far as DNS answered. */
  snapshot: snapshot.optional(),
  createdAt: time,
  /** When it expires. */
  expiresAt: time,
  /** The inactivity clock, and the reminders that it led to. */
  inactivity: z
    .object({
      /** When the customer last acted, or a record became right. */
      since: time,
      /** The days after which the last reminder was sent. */
      reminded: z.number().int().optional(),
      /** The days before expiry at which it was last announced. */
      announced: z.number().int().optional(),
    })
    .optional(),
  /** The customer's time zone by its IANA name: reminders are sent on weekdays there. */
  timeZone: z.string().optional(),
  /** The language of its messages, by its RFC 5646 tag; the DNS contact may read another one. */
  language: z.string().optional(),
  dnsContactLanguage: z.string().optional(),
  linkVersion: z.number().int(),
  /** The records as they were mailed to others on request, each with a link of its own. */
  handOffs: z.array(handOff).optional(),
  /** The DNS contacts that were replaced: each is notified, without a link. */
  formerContacts: z.array(formerContact).optional(),
  /** When a customer changed the DNS contact in the last 24 hours before the latest change. */
  contactChangedAt: z.array(time).optional(),
  /** When the MAIL FROM domain was changed in the last 24 hours before the latest change. */
  mailFromChangedAt: z.array(z.number().int()).optional(),
  /** Present if control of the domain has to be proved by a record of its own. */
  ownership: ownership.optional(),
  dkim: z.object({ tokens: z.array(z.string()), signingHostedZone: z.string() }).optional(),
  records: z.array(requiredRecord),
  /** The DKIM records were published before they were issued, by an earlier set-up of the same owner. */
  hadExistingRecords: z.literal(true).optional(),
  /** Grows when records are replaced; `notifiedRecordsVersion` is the last version that was sent to the customer. */
  recordsVersion: z.number().int(),
  notifiedRecordsVersion: z.number().int(),
  /** The records that the latest version replaced. */
  replacedRecords: z.array(z.enum(["mail-from", "dkim"])).optional(),
  signals: z.object({
    count: z.number().int(),
    /** How many of them a check has taken in. */
    seen: z.number().int(),
    confirmedAt: time.optional(),
    checkRequestedAt: time.optional(),
    /** When the customer last wrote a comment that was no confirmation. */
    lastMessageAt: time.optional(),
    /** When somebody outside the team last wrote in the ticket. */
    wroteInTicketAt: time.optional(),
    cancelledAt: time.optional(),
    /** Who cancelled it, as events name people. */
    cancelledBy: z.string().optional(),
  }),
  /** When a probe last woke the execution, and what it had seen. */
  probed: z.object({ at: time, saw: z.enum(["all-right", "progress", "change"]) }).optional(),
  /** The wait that is open, if any; its token is a secret. */
  wait: z
    .object({
      attempt: z.number().int(),
      round: z.number().int(),
      retry: z.number().int(),
      token: z.string(),
    })
    .optional(),
  lastCheck: lastCheck.optional(),
  /** The optional record, as last seen. */
  advised: advice.optional(),
  /** Whether the records can publish themselves, as last seen. */
  publication: publicationState.optional(),
  /** When its button was pressed in the hour before the latest time. */
  publishClickedAt: z.array(time).optional(),
  /** The problem that the customer was last notified of. */
  notifiedProblem: z.string().optional(),
  notifiedProblemAt: time.optional(),
  /** The last answer to what was written in the ticket, and the state that it described. */
  answered: z.object({ at: time, state: z.string() }).optional(),
  ses: z
    .object({
      status: identityStatus.optional(),
      readAt: time.optional(),
      /** The configuration set that the identity has, until its project is configured. */
      configurationSet: z.string().optional(),
      /** Status reads since DNS became right. */
      reads: z.number().int(),
      /** A reserved slot of the SES budget. */
      slotAt: time.optional(),
      /** Since when every check has found the DKIM records right. */
      dkimRightSince: time.optional(),
      /** The last restart of DKIM, or its refusal by SES. */
      restart: z
        .object({
          at: time,
          /** The beginning of the period of right records that it belongs to. */
          rightSince: time,
          way: z.enum(RESTART_WAYS),
          outcome: z.enum(["started", "refused"]),
          tokensBefore: z.array(z.string()),
          tokensAfter: z.array(z.string()),
        })
        .optional(),
      /** Saved before the identity is deleted, so that a crash in between loses nothing. */
      settingsToRestore: identitySettings.optional(),
    })
    .default({ reads: 0 }),
  /** An operator's approval that the identity is deleted and made again, for one period of right records. */
  recreation: z.object({ approvedAt: time, by: z.string(), rightSince: time }).optional(),
  schedule: z.object({
    awaited: z.enum(["notConfirmed", "confirmed", "hasErrors", "ses"]),
    tries: z.number().int(),
    nextCheckAt: time,
    /** A reserved turn at the name servers of the domain. */
    turnAt: time.optional(),
  }),
  /** The progress of its project's configuration in SES. */
  configuring: z
    .object({
      /** The wanted configuration as JSON: a change of it starts from the first step. */
      wanted: z.string(),
      /** The names of the steps that are done. */
      done: z.array(z.string()),
      /** Reads that found no verified MAIL FROM domain yet. */
      tries: z.number().int(),
      /** The event destinations of each configuration set, as they were read. */
      events: z.record(
        z.string(),
        z.object({ own: z.enum(["absent", "different", "right"]), publishesFeedback: z.boolean() }),
      ),
      /** The ARN of the tenant, once it is read. */
      tenantArn: z.string().optional(),
    })
    .optional(),
  dkimVerifiedAt: time.optional(),
  /** An operator's approval that it becomes ready without its MAIL FROM domain. */
  withoutMailFrom: z.object({ at: time, by: z.string() }).optional(),
  /** Since when a person has taken over: customer and ticket are not notified. */
  mutedAt: time.optional(),
  /** The last incident since it was ready. */
  incident: z
    .object({
      since: time,
      /** The parts that SES can't find any more, and when it gives up. */
      ses: z.array(z.object({ subject: z.enum(["dkim", "mail-from"]), givesUpAt: time })),
      gaveUp: z.array(z.enum(["dkim", "mail-from"])).optional(),
      records: z.array(z.object({ name: z.string(), type: z.string(), rightAt: time.optional() })),
      /** The zone's name servers when all was right, and now. */
      moved: z.object({ from: z.array(z.string()), to: z.array(z.string()) }).optional(),
      /** When it was sent through the machine again. */
      lostAt: time.optional(),
      overAt: time.optional(),
    })
    .optional(),
  /** Present until an operator approves the request. */
  held: z.object({ for: z.enum(["requester"]), since: time }).optional(),
  /** E-mail-address identities in SES at or below the domain, which override its settings. */
  addressIdentities: z.array(z.string()).optional(),
  /** From addresses that were refused. */
  refusedAddresses: z.array(refusedAddress).optional(),
  /** From addresses whose mail provably fails DMARC, as last notified. */
  failingAddresses: z.array(z.string()).optional(),
  /** The last pause of its tenant that operations were notified of here, and the projects that it stopped. */
  pausedTenant: z
    .object({ name: z.string(), cause: z.string().optional(), at: time, projects: z.array(z.string()) })
    .optional(),
  /** When its identity was deleted in SES, and the records that were still published then: they may be removed. */
  released: z
    .object({ at: time, records: z.array(z.object({ name: z.string(), type: z.string() })) })
    .optional(),
  closedBecause: z.string().optional(),
  /** When it last failed. */
  failedAt: time.optional(),
  /** Its status when its execution died: a redrive goes on there. */
  failedFrom: z.enum(STATUSES).exclude(["held", "ready", "expired", "cancelled", "failed"]).optional(),
  /** While it is open: when the repair schedule checks it. Once closed: when its people are erased. */
  queue: z.enum(["open", "closed"]).optional(),
  dueAt: time.optional(),
});

/** One request, from ticket to ready. */
export type Onboarding = z.infer<typeof onboarding>;

/** The records that the next version replaces, with those of an earlier version that was never sent. */
export function withReplacedRecords(
  {
    recordsVersion,
    notifiedRecordsVersion,
    replacedRecords = [],
  }: Pick<Onboarding, "recordsVersion" | "notifiedRecordsVersion" | "replacedRecords">,
  kind: NonNullable<Onboarding["replacedRecords"]>[number],
): NonNullable<Onboarding["replacedRecords"]> {
  return [...new Set([...(recordsVersion > notifiedRecordsVersion ? replacedRecords : []), kind])];
}

/** The key of an onboarding. */
export function onboardingKey(onboardingId: string): Key {
  return { pk: onboardingId, sk: "onboarding" };
}

type Attempt = Pick<Onboarding, "onboardingId" | "attempt">;

/** The name of the execution that carries this attempt. */
export function executionName({ onboardingId, attempt }: Attempt): string {
  return `${onboardingId}-${attempt}`;
}

/** The input of that execution: always the same bytes, so that a second start has no effect. */
export function executionInput({ onboardingId, attempt }: Attempt): string {
  return JSON.stringify({ onboardingId, attempt });
}
