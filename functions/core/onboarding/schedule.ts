const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * The intervals are long because the prober observes each record meanwhile, and each check costs state
 * transitions.
 */
const LONG_INTERVALS = [12 * HOUR, ...Array<number>(6).fill(24 * HOUR), 96 * HOUR] as const;

/** The seconds between checks, by what is awaited; the last number is repeated. */
export const CHECK_INTERVALS = {
  /** The customer has not confirmed the records. */
  notConfirmed: [12 * HOUR, ...Array<number>(3).fill(48 * HOUR), 96 * HOUR],
  /**
   * The customer confirmed, or requested a check. After 20 minutes, slow name servers may show a record at a
   * wrong name.
   */
  confirmed: [20 * MINUTE, ...LONG_INTERVALS],
  /**
   * The customer confirmed, but a mistake must be corrected first. The prober observes the correction, and
   * most customers confirm again.
   */
  hasErrors: LONG_INTERVALS,
  /** DNS is right. SES checks on its own schedule, and is read between these checks. */
  ses: LONG_INTERVALS,
} as const satisfies Record<string, readonly number[]>;

/** What the next check waits for. */
export type Awaited = keyof typeof CHECK_INTERVALS;

/**
 * The reads of SES while only SES is awaited. They need no check, and nothing is written unless SES's answer
 * changed.
 */
export const SES_READS = {
  /** The interval of the runs that read SES. */
  everyMs: 5 * MINUTE * 1000,
  /** The times of the reads after all records became right. */
  afterMs: [15, 30, 60, 120, 300].map((minutes) => minutes * MINUTE * 1000),
  /** The shortest time between reads of SES about records that are not right. */
  apartMs: 15 * MINUTE * 1000,
  /** A run waits this long for slots of the SES budget. */
  waitMs: 10 * SECOND * 1000,
} as const;

/**
 * A call to SES that a read showed to be necessary is made by the next check, which follows after this time.
 */
export const SES_WRITE_AFTER_SECONDS = 15;

/** SES is read even if DNS is wrong, because it may have found the records; the first time is after this. */
const FIRST_SES_READ_MS = 48 * HOUR * 1000;

/** SES usually finds right DKIM records within minutes; its error is reported after this time. */
export const SES_FINDS_WITHIN_MS = HOUR * 1000;

/** An unfinished onboarding expires after 45 days without activity. */
export const EXPIRY_MS = 45 * 24 * HOUR * 1000;

/** The days of inactivity after which a customer is reminded, unless the deployer sets others. */
export const REMINDER_DAYS: readonly number[] = [3, 7, 14, 28];

/** The days before expiry on which the customer is warned. */
export const ANNOUNCED_DAYS: readonly number[] = [7, 1];

/** The time that one click adds when expiry is near. */
export const EXTENSION_MS = 30 * 24 * HOUR * 1000;

/** How long the link of a hand-off is valid: longer than most administrators need, but not indefinitely. */
export const HAND_OFF_MS = 14 * 24 * HOUR * 1000;

/**
 * How long the identity of a closed onboarding is kept, so that a late administrator succeeds with a new
 * ticket.
 */
export const IDENTITY_KEPT_MS = 30 * 24 * HOUR * 1000;

/** The time after which the personal data of an onboarding that ended unfinished is erased. */
export const PEOPLE_KEPT_MS = 90 * 24 * HOUR * 1000;

/** The time after which an unused identity that was kept because of DNS is checked again. */
export const RECHECK_UNUSED_IDENTITY_MS = 7 * 24 * HOUR * 1000;

/**
 * How long the records of a deleted identity are checked: if they stay, they could serve the name's next
 * owner.
 */
export const STALE_RECORDS_WATCHED_MS = 28 * 24 * HOUR * 1000;

/** The most that a signature's time may differ from that of the request. */
export const SIGNATURE_SKEW_MS = 5 * MINUTE * 1000;

/**
 * "Check now" has an effect once within this time. A round takes about 13 history events, and an execution
 * can have 25,000.
 */
export const CHECK_NOW_EVERY_MS = 30 * SECOND * 1000;

/**
 * After a confirmation was answered on the page or in the ticket, a mail follows at this time if the state
 * has changed.
 */
export const FOLLOW_UP_AFTER_MS = 5 * MINUTE * 1000;

/**
 * If a check found all records right, a confirmation within this time causes no other check; SES is read
 * again about then.
 */
export const KNOWN_FOR_MS = 15 * MINUTE * 1000;

/**
 * The time between two checks of one registrable domain: each sends at most 150 queries, so its servers get
 * at most 50 a second.
 */
export const ZONE_TURN_MS = 3 * SECOND * 1000;

/**
 * The time after which name servers without a usable answer are reported to the customer, because they do not
 * recover on their own.
 */
export const SILENCE_LASTS_MS = 6 * HOUR * 1000;

/** An inactive customer is notified of new problems once within this time. */
export const REPORT_PROBLEMS_EVERY_MS = 24 * HOUR * 1000;

/**
 * The round at which an attempt hands over to the next one, well before the limit of 25,000 history events.
 */
export const LAST_ROUND = 1000;

/** The time after which the repair schedule handles an overdue onboarding. */
export const REPAIR_GRACE_MS = 15 * MINUTE * 1000;

/**
 * SES stops using a domain 72 hours after it can no longer find the records:
 * https://docs.aws.amazon.com/ses/latest/dg/managing-identities.html
 */
export const SES_GIVES_UP_AFTER_MS = 72 * HOUR * 1000;

/** The schedule of the watch over verified domains. */
export const WATCH = {
  /** The DNS of each domain is checked about once a day. */
  everyMs: 24 * HOUR * 1000,
  /** The time until the next check while a record is missing or wrong, or DNS does not answer. */
  recheckMs: HOUR * 1000,
  /** A record is lost after this many bad checks in succession, over this time, at this many servers. */
  lostAfter: { checks: 4, ms: 3 * HOUR * 1000, servers: 2 },
  /** The number of domains whose DNS one run checks, which makes 115,000 a day. */
  domainsARun: 400,
  /**
   * The shortest time between the starts of two passes over all identities in SES. Each pass lists all of
   * them.
   */
  passEveryMs: HOUR * 1000,
  /**
   * DKIM, signing and MAIL FROM of each identity are read once within this time, and at once if DNS or the
   * list gives a reason.
   */
  roundMs: 8 * HOUR * 1000,
  /**
   * The calls of one run to SES about verified domains. With the call about a deleted identity, these are a
   * tenth of the slots between two runs.
   */
  sesCalls: { most: 29, waitMs: 30 * SECOND * 1000 },
  /** The time at which SES listed a domain is stored once within this time, when the domain is read. */
  notedEveryMs: 16 * HOUR * 1000,
  /**
   * SES is asked about a domain that it has not listed for this time, because the identity may be deleted.
   */
  unlistedMs: 24 * HOUR * 1000,
  /** A run waits this long for the turns of zones before checks whose results are sent to people. */
  waitForTurnsMs: 20 * SECOND * 1000,
} as const;

/**
 * The schedule of the prober, which asks one name server for each required record and stores only changes.
 */
export const PROBE = {
  /** The interval of its runs, and of the probes of a domain while a change is likely. */
  everyMs: MINUTE * 1000,
  /** A domain is probed in every run for this time after a person acted. */
  oftenForMs: 14 * 24 * HOUR * 1000,
  /**
   * While somebody waits at the page (`forMs` after their action), the page requests a probe at this
   * interval.
   */
  awaited: { everyMs: 27 * SECOND * 1000, forMs: 10 * MINUTE * 1000 },
  /** The interval of probes after that. */
  slowlyEveryMs: 10 * MINUTE * 1000,
  /** The interval of probes of a verified domain. */
  watchedEveryMs: 15 * MINUTE * 1000,
  /** Probes of a verified domain cause at most one check within this time. */
  signsEveryMs: HOUR * 1000,
  /** Probes resume an execution at most once within this time, except when all records become right. */
  wakesEveryMs: 5 * MINUTE * 1000,
  /** Progress causes at most one check within this time, unless somebody waits at the page. */
  progressEveryMs: 10 * MINUTE * 1000,
  /** The most queries a second to the name servers of one DNS host, and to those of one domain. */
  mostASecond: { host: 200, domain: 10 },
} as const;

/** The time after which the repair schedule starts an execution that intake has not started. */
export const START_GRACE_MS = 2 * MINUTE * 1000;

/**
 * Returns the seconds until the next check: a whole number of at least 1. `jitter` in [0, 1) shortens it by
 * up to a tenth, which spreads many onboardings over time.
 */
export function waitSeconds(awaited: Awaited, tries: number, jitter: number): number {
  const steps: readonly number[] = CHECK_INTERVALS[awaited];
  const step = steps[Math.min(tries, steps.length - 1)] ?? HOUR;
  return Math.max(1, Math.round(step * (1 - jitter / 10)));
}

/** Returns when SES is read although DNS is wrong; the time since `createdAt` doubles with each read. */
export function sesReadDueAt(createdAt: number, readAt = createdAt): number {
  return readAt + Math.max(FIRST_SES_READ_MS, readAt - createdAt);
}

/** Returns the seconds from `nowMs` until `atMs`: a whole number of at least 1, as a wait requires. */
export function secondsUntil(atMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((atMs - nowMs) / 1000));
}

/** Returns a number in [0, 1) that is always the same for an id. */
export function jitterOf(id: string): number {
  return hashOf(id) / 2 ** 32;
}

/** Returns a whole number below 2³² that is always the same for a text (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return hash;
}
