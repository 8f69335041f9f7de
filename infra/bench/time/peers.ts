/** How one other system looks again while a domain is pending, as its public code or documents have it. */
export interface Peer {
  readonly name: string;
  /** Seconds between looks: one speed, or one for each look with the last going on. */
  readonly everySeconds: readonly number[];
  /** Only so many of the oldest pending domains have their turn. */
  readonly oldest?: number;
  /** One call of SES, and one run, is for so many. */
  readonly domainsACall: number;
  /** Calls of SES that read, each time. */
  readonly sesReadsPerLook: number;
  readonly sesWritesAtStart: number;
  readonly dnsQueriesPerLook: number;
  /** The servers that it asks about the records themselves; `undefined` if only SES's word counts. */
  readonly asksDns?: "name-servers" | "resolver";
  /** What SES must have found for it to say "verified". */
  readonly hears?: "dkim" | "dkim-and-mail-from";
  /** What it does once SES has given up after 72 hours. */
  readonly afterFailure: "forgets" | "goes-on" | "restarts" | "has-no-ses";
  /** Seconds between looks once a domain is verified. */
  readonly recheckSeconds?: number;
  /** True if a check without an answer counts as missing records. */
  readonly readsSilenceAsLoss: boolean;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The systems of SES and others that do this job, each at its published pace; docs/simulation.md says where from. */
export const PEERS: readonly Peer[] = [
  {
    name: "plunk-60s",
    everySeconds: [MINUTE],
    domainsACall: 99,
    sesReadsPerLook: 1,
    sesWritesAtStart: 2,
    dnsQueriesPerLook: 0,
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
    sesReadsPerLook: 1,
    sesWritesAtStart: 2,
    dnsQueriesPerLook: 0,
    hears: "dkim-and-mail-from",
    afterFailure: "goes-on",
    readsSilenceAsLoss: false,
  },
  {
    name: "billionmail-5min",
    everySeconds: [5 * MINUTE],
    domainsACall: 1,
    sesReadsPerLook: 0,
    sesWritesAtStart: 0,
    dnsQueriesPerLook: 7,
    asksDns: "resolver",
    afterFailure: "has-no-ses",
    recheckSeconds: 5 * MINUTE,
    readsSilenceAsLoss: true,
  },
  {
    name: "postal-1h",
    everySeconds: [HOUR],
    domainsACall: 1,
    sesReadsPerLook: 0,
    sesWritesAtStart: 0,
    dnsQueriesPerLook: 4,
    asksDns: "name-servers",
    afterFailure: "has-no-ses",
    recheckSeconds: HOUR,
    readsSilenceAsLoss: true,
  },
  {
    name: "twenty-1h",
    everySeconds: [HOUR],
    domainsACall: 1,
    sesReadsPerLook: 1,
    sesWritesAtStart: 2,
    dnsQueriesPerLook: 1,
    hears: "dkim-and-mail-from",
    afterFailure: "forgets",
    readsSilenceAsLoss: false,
  },
  {
    name: "usesend-6h",
    everySeconds: [6 * HOUR],
    domainsACall: 1,
    sesReadsPerLook: 1,
    sesWritesAtStart: 2,
    dnsQueriesPerLook: 1,
    hears: "dkim-and-mail-from",
    afterFailure: "forgets",
    recheckSeconds: 30 * DAY,
    readsSilenceAsLoss: false,
  },
  {
    name: "cloudflare-backoff",
    everySeconds: growing(75, MINUTE, 4 * HOUR, 7 * DAY),
    domainsACall: 1,
    sesReadsPerLook: 0,
    sesWritesAtStart: 0,
    dnsQueriesPerLook: 1,
    asksDns: "resolver",
    afterFailure: "has-no-ses",
    readsSilenceAsLoss: false,
  },
];

/** So many waits that grow by one factor from the first to the longest, and come to `total` together. */
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
