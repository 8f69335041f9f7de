const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The prober asks for each record in the meantime, and each check costs state transitions. */
const LONG_INTERVALS = [12 * HOUR, ...Array<number>(6).fill(24 * HOUR), 96 * HOUR] as const;

/** Seconds between checks, by what is awaited; the last number is repeated. */
export const CHECK_INTERVALS = {
  /** The customer has not confirmed the records. */
  notConfirmed: [12 * HOUR, ...Array<number>(3).fill(48 * HOUR), 96 * HOUR],
  /** The customer confirmed, or asked for a check. Name servers that publish late may show a record at a wrong name by then. */
  confirmed: [20 * MINUTE, ...LONG_INTERVALS],
  /** The customer confirmed and has a mistake to fix first: the prober sees that, and most confirm again. */
  hasErrors: LONG_INTERVALS,
  /** DNS is right. SES checks at its own pace, and is read between these checks. */
  ses: LONG_INTERVALS,
} as const satisfies Record<string, readonly number[]>;

/** The event that the next check waits for. */
export type Awaited = keyof typeof CHECK_INTERVALS;

/** The reads of SES while it alone is awaited: no check is made for them, and nothing is written unless its answer changed. */
export const SES_READS = {
  /** The runs that make them. */
  everyMs: 5 * MINUTE * 1000,
  /** After all records became right. */
  afterMs: [15, 30, 60, 120, 300].map((minutes) => minutes * MINUTE * 1000),
  /** SES is read about records that are not right at most this often. */
  apartMs: 15 * MINUTE * 1000,
  /** A run waits this long for slots of the SES budget. */
  waitMs: 10 * SECOND * 1000,
} as const;

/** A call that a read showed to be due in SES is made in the next check, which follows soon. */
export const SES_WRITE_AFTER_SECONDS = 15;

/** SES is read even with wrong DNS, in case it sees more: first after this time. */
const FIRST_SES_READ_MS = 48 * HOUR * 1000;

/** SES usually finds right DKIM records within minutes: after this time its error is reported. */
export const SES_FINDS_WITHIN_MS = HOUR * 1000;

/** An unfinished onboarding expires after 45 days without activity. */
export const EXPIRY_MS = 45 * 24 * HOUR * 1000;

/** The days without activity after which a customer is reminded of what is missing, unless a deployer sets others. */
export const REMINDER_DAYS: readonly number[] = [3, 7, 14, 28];

/** The days before expiry on which it is announced. */
export const ANNOUNCED_DAYS: readonly number[] = [7, 1];

/** The extension that one click gives the customer when expiry is near. */
export const EXTENSION_MS = 30 * 24 * HOUR * 1000;

/** The link of a hand-off works for two weeks: longer than most administrators need, and shorter than a job. */
export const HAND_OFF_MS = 14 * 24 * HOUR * 1000;

/** The identity of a closed onboarding is kept for 30 days: a late administrator still succeeds with a new ticket. */
export const IDENTITY_KEPT_MS = 30 * 24 * HOUR * 1000;

/** The people of an onboarding that closed unfinished are erased after 90 days. */
export const PEOPLE_KEPT_MS = 90 * 24 * HOUR * 1000;

/** An unused identity that is kept because of DNS is checked again after this time. */
export const RECHECK_UNUSED_IDENTITY_MS = 7 * 24 * HOUR * 1000;

/** Stale records of a deleted identity are watched for so long: they would serve the next owner of the name. */
export const STALE_RECORDS_WATCHED_MS = 28 * 24 * HOUR * 1000;

/** A signature may be this much older or newer than the request. */
export const SIGNATURE_SKEW_MS = 5 * MINUTE * 1000;

/** "Check now" is honoured once in this time: about 13 history events a round, 25,000 an execution. */
export const CHECK_NOW_EVERY_MS = 30 * SECOND * 1000;

/** After a confirmation and its answer on the page or in the ticket, a mail says so if the state has changed by then. */
export const FOLLOW_UP_AFTER_MS = 5 * MINUTE * 1000;

/** A confirmation of records that a check found right leads to no check for so long: about until SES is read again. */
export const KNOWN_FOR_MS = 15 * MINUTE * 1000;

/** Two checks of one registrable domain are this far apart: at most 150 queries each, so 50 a second to its servers. */
export const ZONE_TURN_MS = 3 * SECOND * 1000;

/** Name servers without a usable answer for so long don't recover by themselves: the customer hears of it. */
export const SILENCE_LASTS_MS = 6 * HOUR * 1000;

/** A customer who does nothing is notified of new problems once in this time. */
export const REPORT_PROBLEMS_EVERY_MS = 24 * HOUR * 1000;

/** At this round the attempt hands over to the next one, long before 25,000 history events. */
export const LAST_ROUND = 1000;

/** The repair schedule acts on an overdue onboarding after this time. */
export const REPAIR_GRACE_MS = 15 * MINUTE * 1000;

/** SES gives up records that it can't find any more after 72 hours: https://docs.aws.amazon.com/ses/latest/dg/managing-identities.html */
export const SES_GIVES_UP_AFTER_MS = 72 * HOUR * 1000;

/** The schedule of the watch over verified domains. */
export const WATCH = {
  /** Each domain's DNS is checked about once a day. */
  everyMs: 24 * HOUR * 1000,
  /** It is checked again after this time while a record is missing or wrong, or DNS does not answer. */
  recheckMs: HOUR * 1000,
  /** A record is lost once this many checks in a row, over this time, found it bad at this many servers. */
  lostAfter: { checks: 4, ms: 3 * HOUR * 1000, servers: 2 },
  /** Domains whose DNS one run checks: 115,000 a day. */
  domainsARun: 400,
  /** The least time between the starts of two passes over all identities in SES. Each lists all of them. */
  passEveryMs: HOUR * 1000,
  /** DKIM, signing and MAIL FROM of each identity are read once in this time, and at once where DNS or the list gives a reason. */
  roundMs: 8 * HOUR * 1000,
  /** The calls of one run to SES about verified domains: with the one for a deleted identity a tenth of the slots between two runs. */
  sesCalls: { most: 29, waitMs: 30 * SECOND * 1000 },
  /** That SES lists a domain is stored once in this time, when it is read. */
  notedEveryMs: 12 * HOUR * 1000,
  /** SES is asked about a domain that it has not listed for so long: its identity may be deleted. */
  unlistedMs: 24 * HOUR * 1000,
} as const;

/** The schedule of the prober, which asks one name server for each required record and writes only what changed. */
export const PROBE = {
  /** Its runs, and the probes of a domain while something may happen. */
  everyMs: MINUTE * 1000,
  /** A domain is probed in every run for so long after somebody acted. */
  oftenForMs: 14 * 24 * HOUR * 1000,
  /** While somebody waits at the page, that is for so long after they acted, the page asks for a probe this often. */
  awaited: { everyMs: 27 * SECOND * 1000, forMs: 10 * MINUTE * 1000 },
  /** Later it is probed after this time. */
  slowlyEveryMs: 10 * MINUTE * 1000,
  /** A verified domain is probed after this time. */
  watchedEveryMs: 15 * MINUTE * 1000,
  /** What a probe sees of a verified domain leads to a check once in this time. */
  signsEveryMs: HOUR * 1000,
  /** Probes alone wake an execution once in this time, unless all records are right now. */
  wakesEveryMs: 5 * MINUTE * 1000,
  /** Progress is taken in once in this time where nobody waits for it at the page. */
  progressEveryMs: 10 * MINUTE * 1000,
  /** The most questions a second to the name servers of one DNS host, and to those of one domain. */
  mostASecond: { host: 200, domain: 10 },
} as const;

/** The repair schedule starts an execution that intake has not started after this time. */
export const START_GRACE_MS = 2 * MINUTE * 1000;

/**
 * Seconds until the next check: a whole number ≥ 1, up to a tenth shorter than the schedule's, by `jitter` in [0, 1),
 * so that many onboardings are spread over time.
 */
export function waitSeconds(awaited: Awaited, tries: number, jitter: number): number {
  const steps: readonly number[] = CHECK_INTERVALS[awaited];
  const step = steps[Math.min(tries, steps.length - 1)] ?? HOUR;
  return Math.max(1, Math.round(step * (1 - jitter / 10)));
}

/** When SES is read although DNS is wrong: each time twice as long after `createdAt`. */
export function sesReadDueAt(createdAt: number, readAt = createdAt): number {
  return readAt + Math.max(FIRST_SES_READ_MS, readAt - createdAt);
}

/** Seconds from `nowMs` until `atMs`: a whole number ≥ 1, as a wait needs it. */
export function secondsUntil(atMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((atMs - nowMs) / 1000));
}

/** A number in [0, 1) that is always the same for the same id. */
export function jitterOf(id: string): number {
  return hashOf(id) / 2 ** 32;
}

/** A whole number below 2³² that is always the same for the same text (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return hash;
}
