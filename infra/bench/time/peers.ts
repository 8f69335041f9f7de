/** The way one other system checks a pending domain, according to its public code or documents. */
export interface Peer {
  readonly name: string;
  /** The seconds between checks: one value, or one for each check, of which the last repeats. */
  readonly everySeconds: readonly number[];
  /** The number of oldest pending domains that it checks; absent if it checks all. */
  readonly oldest?: number;
  /** The domains in one call to SES and in one run. */
  readonly domainsACall: number;
  /** The calls that read from SES in one check. */
  readonly sesReadsPerCheck: number;
  readonly sesWritesAtStart: number;
  readonly dnsQueriesPerCheck: number;
  /** The servers that it queries for the records; `undefined` if it relies on SES's status alone. */
  readonly asksDns?: "name-servers" | "resolver";
  /** The statuses of SES that it needs to report "verified". */
  readonly hears?: "dkim" | "dkim-and-mail-from";
  /** What it does after SES has given up, which is after 72 hours. */
  readonly afterFailure: "forgets" | "goes-on" | "restarts" | "has-no-ses";
  /** The seconds between checks of a verified domain. */
  readonly recheckSeconds?: number;
  /** True if it treats an unanswered check as missing records. */
  readonly readsSilenceAsLoss: boolean;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Other systems that do this job, each with its published schedule; docs/simulation.md lists the sources. */
export const PEERS: readonly Peer[] = [
  {
    name: "plunk-60s",
    everySeconds: [MINUTE],
    domainsACall: 99,
    sesReadsPerCheck: 1,
    sesWritesAtStart: 2,
    dnsQueriesPerCheck: 0,
    hears: "dkim",
    afterFailure: "restarts",
    recheckSeconds: MINUTE,
    readsSilenceAsLoss: false,
  },
  {
    name: "opensend-60s-oldest-100",
    everySeconds: [MINUTE],
    oldest: 100,
    domainsACall: 1,
    sesReadsPerCheck: 1,
    sesWritesAtStart: 2,
    dnsQueriesPerCheck: 0,
    hears: "dkim-and-mail-from",
    afterFailure: "goes-on",
    readsSilenceAsLoss: false,
  },
  {
    name: "billionmail-5min",
    everySeconds: [5 * MINUTE],
    domainsACall: 1,
    sesReadsPerCheck: 0,
    sesWritesAtStart: 0,
    dnsQueriesPerCheck: 7,
    asksDns: "resolver",
    afterFailure: "has-no-ses",
    recheckSeconds: 5 * MINUTE,
    readsSilenceAsLoss: true,
  },
  {
    name: "postal-1h",
    everySeconds: [HOUR],
    domainsACall: 1,
    sesReadsPerCheck: 0,
    sesWritesAtStart: 0,
    dnsQueriesPerCheck: 4,
    asksDns: "name-servers",
    afterFailure: "has-no-ses",
    recheckSeconds: HOUR,
    readsSilenceAsLoss: true,
  },
  {
    name: "twenty-1h",
    everySeconds: [HOUR],
    domainsACall: 1,
    sesReadsPerCheck: 1,
    sesWritesAtStart: 2,
    dnsQueriesPerCheck: 1,
    hears: "dkim-and-mail-from",
    afterFailure: "forgets",
    readsSilenceAsLoss: false,
  },
  {
    name: "usesend-6h",
    everySeconds: [6 * HOUR],
    domainsACall: 1,
    sesReadsPerCheck: 1,
    sesWritesAtStart: 2,
    dnsQueriesPerCheck: 1,
    hears: "dkim-and-mail-from",
    afterFailure: "forgets",
    recheckSeconds: 30 * DAY,
    readsSilenceAsLoss: false,
  },
  {
    name: "cloudflare-backoff",
    everySeconds: growing(75, MINUTE, 4 * HOUR, 7 * DAY),
    domainsACall: 1,
    sesReadsPerCheck: 0,
    sesWritesAtStart: 0,
    dnsQueriesPerCheck: 1,
    asksDns: "resolver",
    afterFailure: "has-no-ses",
    readsSilenceAsLoss: false,
  },
];

/** Returns `count` waits that grow by one factor from the first to the longest and add up to `total`. */
function growing(count: number, first: number, longest: number, total: number): number[] {
  const waits = (factor: number): number[] =>
    Array.from({ length: count }, (_, index) => Math.min(longest, first * factor ** index));
  const sum = (factor: number): number => waits(factor).reduce((all, wait) => all + wait, 0);
  let [low, high] = [1, 10];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (sum(middle) < total) low = middle;
    else high = middle;
  }
  return waits(low);
}
