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
  /**
   * Present while SES does not sign. Sendworthy switches signing on if it made the identity ("made-here"),
   * otherwise an operator has to.
   */
  signingOff: z.enum(["made-here", "made-by-hand"]).optional(),
  /** `VerificationInfo.ErrorType`: why SES did not find the DKIM records; absent after it has found them. */
  errorType: z.string().max(100).optional(),
});

/** The status of an identity as SES last answered it. */
export type IdentityStatus = z.infer<typeof identityStatus>;

/** One request, from ticket to ready. This is the main item that all functions read and write. */
export const onboarding = z.object({
  onboardingId: z.string(),
  version: z.number().int(),
  status: z.enum(STATUSES),
  /** The number of its current execution, whose name is `<onboardingId>-<attempt>`. */
  attempt: z.number().int(),
  source: ticketSource.default("generic"),
  ticket: z.string(),
  /** Tickets that joined later; a ticket of another project names that project. */
  alsoTickets: z
    .array(z.object({ source: ticketSource, ticket: z.string(), project: z.string().optional() }))
    .optional(),
  /**
   * Other projects of the owner that use the same identity. SES keeps only one MAIL FROM domain for all of
   * them.
   */
  alsoProjects: z.array(alsoProject).optional(),
  project: z.string(),
  owner: z.string(),
  requester: z.string(),
  /** The DNS administrator, if the ticket names one, who is notified as well as the requester. */
  dnsContact: z.string().optional(),
  fromAddresses: z.array(z.string()),
  /** The Reply-To address that the customer chose. */
  replyAddress: z.string().optional(),
  /** False if no mailbox exists for the from addresses. */
  mailboxExists: z.boolean().optional(),
  /** The provider that sent for the domain before, and the from addresses used there. */
  migratingFrom: migration.optional(),
  identity: z.string(),
  mailFrom: z.string(),
  /** The fields that the ticket fills in itself instead of leaving them to Sendworthy. */
  namedFields: z.array(z.enum(["identity", "mailFrom"])).optional(),
  /**
   * The parent identity of the same owner whose settings this identity overrides, because the ticket
   * requested it.
   */
  overrides: z.string().optional(),
  /** The DNS records of the domain before its set-up, if DNS answered. */
  snapshot: snapshot.optional(),
  createdAt: time,
  /** The time at which it expires. */
  expiresAt: time,
  /** The inactivity clock, and the reminders that were sent by it. */
  inactivity: z
    .object({
      /** When the customer last acted, or a record became right. */
      since: time,
      /** The number of days after which the last reminder was sent. */
      reminded: z.number().int().optional(),
      /** The number of days before expiry at which the last warning was sent. */
      announced: z.number().int().optional(),
    })
    .optional(),
  /** The customer's time zone by its IANA name; reminders are sent on weekdays there. */
  timeZone: z.string().optional(),
  /** The language of messages, as a language tag (RFC 5646). The DNS contact may read another one. */
  language: z.string().optional(),
  dnsContactLanguage: z.string().optional(),
  linkVersion: z.number().int(),
  /** The mails with the records to other people, sent on request; each has a separate link. */
  handOffs: z.array(handOff).optional(),
  /** The DNS contacts that were replaced; each is notified without a link. */
  formerContacts: z.array(formerContact).optional(),
  /** The times of customers' changes of the DNS contact in the 24 hours up to the latest one. */
  contactChangedAt: z.array(time).optional(),
  /** The times of customers' changes of the MAIL FROM domain in the 24 hours up to the latest one. */
  mailFromChangedAt: z.array(z.number().int()).optional(),
  /** Present if control of the domain must be proved by an extra record. */
  ownership: ownership.optional(),
  dkim: z.object({ tokens: z.array(z.string()), signingHostedZone: z.string() }).optional(),
  records: z.array(requiredRecord),
  /**
   * True if the DKIM records had been published before they were issued, by an earlier set-up of the same
   * owner.
   */
  hadExistingRecords: z.literal(true).optional(),
  /** The time when an operator assigned the identity, which was made by hand, to its owner. */
  assignedAt: time.optional(),
  /**
   * Increases when records are replaced; `notifiedRecordsVersion` is the version that the customer received
   * last.
   */
  recordsVersion: z.number().int(),
  notifiedRecordsVersion: z.number().int(),
  /** The kinds of records that the latest version replaced. */
  replacedRecords: z.array(z.enum(["mail-from", "dkim"])).optional(),
  signals: z.object({
    count: z.number().int(),
    /** The number of signals that a check has considered. */
    seen: z.number().int(),
    confirmedAt: time.optional(),
    checkRequestedAt: time.optional(),
    /** When the customer last wrote a comment other than a confirmation. */
    lastMessageAt: time.optional(),
    /** When somebody outside the support team last wrote in the ticket. */
    wroteInTicketAt: time.optional(),
    cancelledAt: time.optional(),
    /** The author of the cancellation, in the form that events use. */
    cancelledBy: z.string().optional(),
  }),
  /** When a probe last resumed the execution, and what it had observed. */
  probed: z.object({ at: time, saw: z.enum(["all-right", "progress", "change"]) }).optional(),
  /** The current wait, if any; its task token is secret. */
  wait: z
    .object({
      attempt: z.number().int(),
      round: z.number().int(),
      retry: z.number().int(),
      token: z.string(),
    })
    .optional(),
  lastCheck: lastCheck.optional(),
  /** The optional record, as last observed. */
  advised: advice.optional(),
  /** Whether the records can be published automatically, as last determined. */
  publication: publicationState.optional(),
  /** The times of clicks on the publish button in the hour up to the latest one. */
  publishClickedAt: z.array(time).optional(),
  /** The problem of which the customer was last notified. */
  notifiedProblem: z.string().optional(),
  notifiedProblemAt: time.optional(),
  /** The last answer to a comment in the ticket, with the state that it described. */
  answered: z.object({ at: time, state: z.string() }).optional(),
  ses: z
    .object({
      status: identityStatus.optional(),
      readAt: time.optional(),
      /** The identity's configuration set until its project is configured. */
      configurationSet: z.string().optional(),
      /** The number of status reads since DNS became right. */
      reads: z.number().int(),
      /** The time of a reserved SES slot. */
      slotAt: time.optional(),
      /** Since when every check has found the DKIM records right. */
      dkimRightSince: time.optional(),
      /** The last restart of DKIM, or its refusal by SES. */
      restart: z
        .object({
          at: time,
          /** The beginning of the period of right records in which it took place. */
          rightSince: time,
          way: z.enum(RESTART_WAYS),
          outcome: z.enum(["started", "refused"]),
          tokensBefore: z.array(z.string()),
          tokensAfter: z.array(z.string()),
        })
        .optional(),
      /** The settings, which are saved before the identity is deleted, so that a crash loses nothing. */
      settingsToRestore: identitySettings.optional(),
    })
    .default({ reads: 0 }),
  /** An operator's approval to delete and recreate the identity, for one period of right records. */
  recreation: z.object({ approvedAt: time, by: z.string(), rightSince: time }).optional(),
  schedule: z.object({
    awaited: z.enum(["notConfirmed", "confirmed", "hasErrors", "ses"]),
    tries: z.number().int(),
    nextCheckAt: time,
    /** The time of a reserved turn at the domain's name servers. */
    turnAt: time.optional(),
  }),
  /** The progress of its project's configuration in SES. */
  configuring: z
    .object({
      /** The wanted configuration as JSON. If it changes, configuration starts from the first step. */
      wanted: z.string(),
      /** The names of completed steps. */
      done: z.array(z.string()),
      /** The number of reads that found no verified MAIL FROM domain yet. */
      tries: z.number().int(),
      /** The event destinations of each configuration set, as last read. */
      events: z.record(
        z.string(),
        z.object({ own: z.enum(["absent", "different", "right"]), publishesFeedback: z.boolean() }),
      ),
      /** The ARN of the tenant, after it was read. */
      tenantArn: z.string().optional(),
    })
    .optional(),
  dkimVerifiedAt: time.optional(),
  /** An operator's approval that the domain becomes ready without its MAIL FROM domain. */
  withoutMailFrom: z.object({ at: time, by: z.string() }).optional(),
  /** Since when a person handles the onboarding; while this is set, customer and ticket are not notified. */
  mutedAt: time.optional(),
  /** The last incident since the domain became ready. */
  incident: z
    .object({
      since: time,
      /** The parts that SES no longer finds, with the time at which it gives up. */
      ses: z.array(z.object({ subject: z.enum(["dkim", "mail-from"]), givesUpAt: time })),
      gaveUp: z.array(z.enum(["dkim", "mail-from"])).optional(),
      records: z.array(z.object({ name: z.string(), type: z.string(), rightAt: time.optional() })),
      /** The zone's name servers when all records were right, and now. */
      moved: z.object({ from: z.array(z.string()), to: z.array(z.string()) }).optional(),
      /** When the domain was sent through the state machine again. */
      lostAt: time.optional(),
      overAt: time.optional(),
    })
    .optional(),
  /** Present until an operator has approved the request. */
  held: z.object({ for: z.enum(["requester"]), since: time }).optional(),
  /** E-mail-address identities in SES at or below the domain, which override its settings. */
  addressIdentities: z.array(z.string()).optional(),
  /** The from addresses that were refused. */
  refusedAddresses: z.array(refusedAddress).optional(),
  /** The from addresses whose mail provably fails DMARC, as last notified. */
  failingAddresses: z.array(z.string()).optional(),
  /**
   * The last pause of its tenant of which operations were notified here, with the projects that could not
   * send.
   */
  pausedTenant: z
    .object({ name: z.string(), cause: z.string().optional(), at: time, projects: z.array(z.string()) })
    .optional(),
  /** When its identity was deleted in SES, with the records that were still published and may be removed. */
  released: z
    .object({ at: time, records: z.array(z.object({ name: z.string(), type: z.string() })) })
    .optional(),
  closedBecause: z.string().optional(),
  /** When it last failed. */
  failedAt: time.optional(),
  /** Its status when the execution failed; a redrive returns to it. */
  failedFrom: z.enum(STATUSES).exclude(["held", "ready", "expired", "cancelled", "failed"]).optional(),
  /** "open": the repair schedule checks it at `dueAt`. "closed": its personal data is erased at `dueAt`. */
  queue: z.enum(["open", "closed"]).optional(),
  dueAt: time.optional(),
});

/** One request, from ticket to ready. */
export type Onboarding = z.infer<typeof onboarding>;

/** Returns the key of an onboarding. */
export function onboardingKey(onboardingId: string): Key {
  return { pk: onboardingId, sk: "onboarding" };
}

type Attempt = Pick<Onboarding, "onboardingId" | "attempt">;

/** Returns the name of an attempt's execution. */
export function executionName({ onboardingId, attempt }: Attempt): string {
  return `${onboardingId}-${attempt}`;
}

/**
 * Returns the input of that execution. It is always byte for byte the same, which makes a second start
 * idempotent.
 */
export function executionInput({ onboardingId, attempt }: Attempt): string {
  return JSON.stringify({ onboardingId, attempt });
}
