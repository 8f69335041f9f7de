import { z } from "zod";
import { lastCheck } from "#core/records/last-check";
import { requiredRecord } from "#core/records/required-records";
import { snapshot } from "#core/records/snapshot";
import type { Key } from "#core/table";
import { ownership } from "./challenge.ts";
import { STATUSES } from "./lifecycle.ts";
import { refusedAddress } from "./refused-address.ts";
import { ticketSource } from "./ticket-source.ts";

/** Epoch milliseconds. */
const time = z.number().int();

/** How DKIM can be begun anew: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityDkimSigningAttributes.html */
const RESTART_WAYS = ["signing-attributes", "verify-domain", "recreate"] as const;

/** How DKIM can be begun anew. */
export type RestartWay = (typeof RESTART_WAYS)[number];

/** What an identity has beside its records, and gets back when it is deleted and made anew. */
const identitySettings = z.object({
  tags: z.array(z.object({ key: z.string(), value: z.string() })),
  configurationSet: z.string().optional(),
  /** Names of the tenants that it is a resource of. */
  tenants: z.array(z.string()),
});

/** What an identity has beside its records, and gets back when it is deleted and made anew. */
export type IdentitySettings = z.infer<typeof identitySettings>;

const sesStatus = z.enum(["NOT_STARTED", "PENDING", "SUCCESS", "FAILED", "TEMPORARY_FAILURE"]);

/** What SES last said of the identity. */
export const identityStatus = z.object({
  verification: sesStatus,
  dkim: sesStatus,
  mailFromDomain: z.string().optional(),
  mailFrom: sesStatus.optional(),
  /** Of DKIM. */
  tokens: z.array(z.string()).optional(),
});

/** What SES last said of the identity. */
export type IdentityStatus = z.infer<typeof identityStatus>;

/** Who sends for a domain that moves to SES, and from which addresses. */
const migration = z.strictObject({
  /** As the customer calls it. */
  provider: z.string().min(1).max(100).optional(),
  addresses: z.array(z.string()).max(20).default([]),
});

/** One request, from ticket to ready: the item that every function reads and writes. */
export const onboarding = z.object({
  onboardingId: z.string(),
  version: z.number().int(),
  status: z.enum(STATUSES),
  /** The execution that carries it: `<onboardingId>-<attempt>`. */
  attempt: z.number().int(),
  source: ticketSource.default("generic"),
  ticket: z.string(),
  /** Those that joined it later. */
  alsoTickets: z.array(z.object({ source: ticketSource, ticket: z.string() })).optional(),
  project: z.string(),
  owner: z.string(),
  requester: z.string(),
  /** Who looks after the DNS, where the ticket names somebody: told beside the requester. */
  dnsContact: z.string().optional(),
  fromAddresses: z.array(z.string()),
  /** Where replies go, if the customer named an address. */
  replyAddress: z.string().optional(),
  /** False if nobody reads what is sent to the from addresses. */
  mailboxExists: z.boolean().optional(),
  /** Who sent for the domain before, and from which addresses. */
  migratingFrom: migration.optional(),
  identity: z.string(),
  mailFrom: z.string(),
  /** The identity above it of the same owner, whose settings do not apply to it any more: it was asked for all the same. */
  overrides: z.string().optional(),
  /** What the domain held before its records were issued, as far as the DNS told. */
  snapshot: snapshot.optional(),
  createdAt: time,
  /** The last moment at which somebody can still finish it. */
  expiresAt: time,
  /** How long the customer has been awaited, and what was said of it. */
  inactivity: z
    .object({
      /** When somebody last did something, or a record became right. */
      since: time,
      /** The days after which the last reminder came. */
      reminded: z.number().int().optional(),
      /** The days before the end at which it was last announced. */
      announced: z.number().int().optional(),
    })
    .optional(),
  /** The customer's, by its IANA name: reminders come on weekdays. */
  timeZone: z.string().optional(),
  linkVersion: z.number().int(),
  /** When the MAIL FROM domain was changed in the last 24 hours before the latest change. */
  mailFromChangedAt: z.array(z.number().int()).optional(),
  /** Present when control of the domain has to be proved by a record of its own. */
  ownership: ownership.optional(),
  dkim: z.object({ tokens: z.array(z.string()), signingHostedZone: z.string() }).optional(),
  records: z.array(requiredRecord),
  /** DKIM records stood in the DNS already when they were issued, from an earlier set-up of the same owner. */
  hadExistingRecords: z.literal(true).optional(),
  /** Grows when records are issued anew; `notifiedRecordsVersion` is the last one that the customer was told. */
  recordsVersion: z.number().int(),
  notifiedRecordsVersion: z.number().int(),
  /** Which records the latest edition replaced. */
  replacedRecords: z.array(z.enum(["mail-from", "dkim"])).optional(),
  signals: z.object({
    count: z.number().int(),
    /** How many of them a look has taken in. */
    seen: z.number().int(),
    confirmedAt: time.optional(),
    checkRequestedAt: time.optional(),
    /** When the customer last wrote something that was no confirmation. */
    lastMessageAt: time.optional(),
    cancelledAt: time.optional(),
    /** Who called it off, as events name people. */
    cancelledBy: z.string().optional(),
  }),
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
  /** What the records last told as wrong looked like. */
  notifiedProblem: z.string().optional(),
  notifiedProblemAt: time.optional(),
  ses: z
    .object({
      status: identityStatus.optional(),
      readAt: time.optional(),
      /** The configuration set that the identity has, until its project is configured. */
      configurationSet: z.string().optional(),
      /** Status reads since DNS became right. */
      reads: z.number().int(),
      /** A slot of the SES budget that is ours. */
      slotAt: time.optional(),
      /** Since when look after look found the DKIM records right. */
      dkimRightSince: time.optional(),
      /** The last time that DKIM was begun anew, or that SES refused it. */
      restart: z
        .object({
          at: time,
          /** The spell of right records that it belongs to, by its beginning. */
          rightSince: time,
          way: z.enum(RESTART_WAYS),
          outcome: z.enum(["begun", "refused"]),
          tokensBefore: z.array(z.string()),
          tokensAfter: z.array(z.string()),
        })
        .optional(),
      /** Read before the identity is deleted, so that no death in between loses it. */
      settingsToRestore: identitySettings.optional(),
    })
    .default({ reads: 0 }),
  /** An operator's word that the identity may be deleted and made anew, for one spell of right records. */
  recreation: z.object({ approvedAt: time, by: z.string(), rightSince: time }).optional(),
  schedule: z.object({
    awaited: z.enum(["notConfirmed", "confirmed", "hasErrors", "ses"]),
    tries: z.number().int(),
    nextCheckAt: time,
  }),
  /** How far its project is configured in SES, while that is under way. */
  configuring: z
    .object({
      /** What is wanted, as JSON: another wish begins anew. */
      wanted: z.string(),
      /** The marks of the steps that are done. */
      done: z.array(z.string()),
      /** Looks that found no MAIL FROM domain yet. */
      tries: z.number().int(),
      /** By configuration set: what its event destinations looked like. */
      events: z.record(
        z.string(),
        z.object({ own: z.enum(["absent", "different", "right"]), publishesFeedback: z.boolean() }),
      ),
    })
    .optional(),
  dkimVerifiedAt: time.optional(),
  /** An operator's word that it may be ready while its MAIL FROM domain is not. */
  withoutMailFrom: z.object({ at: time, by: z.string() }).optional(),
  /** Since when a person has taken over: nothing is said to customer or ticket. */
  mutedAt: time.optional(),
  /** The last trouble that the watch had with it since it was ready. */
  incident: z
    .object({
      since: time,
      /** What SES cannot find any more, and when it gives up. */
      ses: z.array(z.object({ subject: z.enum(["dkim", "mail-from"]), givesUpAt: time })),
      gaveUp: z.array(z.enum(["dkim", "mail-from"])).optional(),
      records: z.array(z.object({ name: z.string(), type: z.string(), rightAt: time.optional() })),
      /** The zone's name servers, when all was right and now. */
      moved: z.object({ from: z.array(z.string()), to: z.array(z.string()) }).optional(),
      /** It went through the machine again from then on. */
      lostAt: time.optional(),
      overAt: time.optional(),
    })
    .optional(),
  /** Nothing is made of it until an operator approves it. */
  held: z.object({ for: z.enum(["requester"]), since: time }).optional(),
  /** From addresses that the project did not take. */
  refusedAddresses: z.array(refusedAddress).optional(),
  /** From addresses whose mail provably fails DMARC, as the watch last told. */
  failingAddresses: z.array(z.string()).optional(),
  /** When its identity left SES, and the records that still stood then: they may go. */
  released: z
    .object({ at: time, records: z.array(z.object({ name: z.string(), type: z.string() })) })
    .optional(),
  closedBecause: z.string().optional(),
  /** When it last failed. */
  failedAt: time.optional(),
  /** Where it stood when its execution died: a redrive goes on there. */
  failedFrom: z.enum(STATUSES).exclude(["held", "ready", "expired", "cancelled", "failed"]).optional(),
  /** While it is open: when the repair schedule looks into it. Once closed: when its people are forgotten. */
  queue: z.enum(["open", "closed"]).optional(),
  dueAt: time.optional(),
});

/** One request, from ticket to ready. */
export type Onboarding = z.infer<typeof onboarding>;

/** Which records the next edition replaces: what the customer was not told of an earlier change is told with it. */
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

/** Where an onboarding lies in the table. */
export function onboardingKey(onboardingId: string): Key {
  return { pk: onboardingId, sk: "onboarding" };
}

/** The name of the execution that carries this attempt. */
export function executionName({
  onboardingId,
  attempt,
}: Pick<Onboarding, "onboardingId" | "attempt">): string {
  return `${onboardingId}-${attempt}`;
}

/** The input of that execution: byte for byte the same each time, so that starting it twice is starting it once. */
export function executionInput({
  onboardingId,
  attempt,
}: Pick<Onboarding, "onboardingId" | "attempt">): string {
  return JSON.stringify({ onboardingId, attempt });
}
