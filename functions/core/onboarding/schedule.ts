const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What is not there after hours may take days or weeks: most of what a look costs is state transitions. */
const LONG_INTERVALS = [2 * HOUR, 4 * HOUR, 6 * HOUR, 6 * HOUR, 12 * HOUR];

/** Seconds between looks, by what is awaited; the last number goes on. */
export const CHECK_INTERVALS = {
  /** Nobody said that the records are there. */
  notConfirmed: [HOUR, 3 * HOUR, 6 * HOUR, 6 * HOUR, 12 * HOUR],
  /** Somebody did, or asked for a look: as long as they may wait at the page, name servers are given a minute each time. */
  confirmed: [
    ...[30, MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, MINUTE],
    ...[30 * MINUTE, HOUR, ...LONG_INTERVALS],
  ],
  /** Somebody did, and was told of a mistake since: a person has to mend it first, and most say so. */
  hasErrors: [MINUTE, 10 * MINUTE, HOUR, ...LONG_INTERVALS],
  /** DNS is right, and SES was told of MAIL FROM: it looks on its own cadence, in about ten minutes, and a read costs budget. */
  ses: [10 * MINUTE, 10 * MINUTE, 20 * MINUTE, 40 * MINUTE, HOUR, ...LONG_INTERVALS],
} as const satisfies Record<string, readonly number[]>;

/** What the next look waits for. */
export type Awaited = keyof typeof CHECK_INTERVALS;

/** What a read showed to be due in SES is done in the next look, which is not put off. */
export const SES_WRITE_AFTER_SECONDS = 15;

/** SES is read even with wrong DNS, in case it sees what we do not: first after this time. */
const FIRST_SES_READ_MS = 48 * HOUR * 1000;

/** An onboarding that nobody finishes ends after 45 days. */
export const EXPIRY_MS = 45 * 24 * HOUR * 1000;

/** A customer who did nothing for so many days is reminded of what is missing, unless a deployer wants other ones. */
export const REMINDER_DAYS: readonly number[] = [3, 7, 14, 28];

/** The end is announced so many days before it. */
export const ANNOUNCED_DAYS: readonly number[] = [7, 1];

/** The time that the customer gets for one click when the end is near. */
export const EXTENSION_MS = 30 * 24 * HOUR * 1000;

/** What a closed onboarding made in SES stays for so long: a late administrator still succeeds with a new ticket. */
export const IDENTITY_KEPT_MS = 30 * 24 * HOUR * 1000;

/** Who was involved in an onboarding that closed unfinished is forgotten after 90 days. */
export const PEOPLE_KEPT_MS = 90 * 24 * HOUR * 1000;

/** An identity that is kept because of what DNS says, or does not, is looked into again after this time. */
export const RECHECK_UNUSED_IDENTITY_MS = 7 * 24 * HOUR * 1000;

/** Records of an identity that is gone are looked for so long: they may be forgotten, and would serve whoever comes next. */
export const STALE_RECORDS_WATCHED_MS = 28 * 24 * HOUR * 1000;

/** A signature may be this much older or newer than the request. */
export const SIGNATURE_SKEW_MS = 5 * MINUTE * 1000;

/** "Check now" is honoured once in this time: about 13 history events a round, 25,000 an execution. */
export const CHECK_NOW_EVERY_MS = 30 * SECOND * 1000;

/** Two looks at one registrable domain are this far apart: 150 queries each at most, so 50 a second to its servers. */
export const ZONE_TURN_MS = 3 * SECOND * 1000;

/** A customer who does nothing hears of new faults once in this time. */
export const REPORT_PROBLEMS_EVERY_MS = 24 * HOUR * 1000;

/** At this round the attempt hands over to the next one, long before 25,000 history events. */
export const LAST_ROUND = 1000;

/** What should have happened by its time is looked into this much later. */
export const REPAIR_GRACE_MS = 15 * MINUTE * 1000;

/** SES gives up what it cannot find any more after 72 hours: https://docs.aws.amazon.com/ses/latest/dg/managing-identities.html */
export const SES_GIVES_UP_AFTER_MS = 72 * HOUR * 1000;

/** How verified domains are watched. */
export const WATCH = {
  /** Each domain's DNS is looked at about once a day. */
  everyMs: 24 * HOUR * 1000,
  /** Again after this time, while a record is gone or wrong, or nothing could be learnt. */
  recheckMs: HOUR * 1000,
  /** A record is lost once this many looks in a row, over this time, found it so at this many servers. */
  lostAfter: { looks: 4, ms: 3 * HOUR * 1000, servers: 2 },
  /** Domains whose DNS one run looks at. */
  domainsARun: 50,
  /** A pass over all identities in SES begins no sooner after the one before began. */
  passEveryMs: HOUR * 1000,
  /** That SES listed a domain is noted once in this time. */
  notedEveryMs: 12 * HOUR * 1000,
  /** A domain that SES has not listed for so long is asked about alone: somebody may have deleted its identity. */
  unlistedMs: 24 * HOUR * 1000,
  /** A run waits this long for slots of the SES budget: onboardings come first. */
  waitForSesSlotMs: 10 * SECOND * 1000,
} as const;

/** An intake whose execution has not begun after this time is started by the repair schedule. */
export const START_GRACE_MS = 2 * MINUTE * 1000;

/**
 * Seconds until the next look: a whole number ≥ 1, up to a tenth shorter than the schedule's, by `jitter` in [0, 1),
 * so that many onboardings never fall together.
 */
export function waitSeconds(awaited: Awaited, tries: number, jitter: number): number {
  const steps: readonly number[] = CHECK_INTERVALS[awaited];
  const step = steps[Math.min(tries, steps.length - 1)] ?? HOUR;
  return Math.max(1, Math.round(step * (1 - jitter / 10)));
}

/** When SES is read though DNS is wrong: each time after twice as long, since the onboarding began at `createdAt`. */
export function sesReadDueAt(createdAt: number, readAt = createdAt): number {
  return readAt + Math.max(FIRST_SES_READ_MS, readAt - createdAt);
}

/** Seconds from `nowMs` until `atMs`: a whole number ≥ 1, as a wait needs it. */
export function secondsUntil(atMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((atMs - nowMs) / 1000));
}

/** A number in [0, 1) that is always the same for the same id (FNV-1a). */
export function jitterOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const character of id) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return hash / 2 ** 32;
}
