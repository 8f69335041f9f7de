import { WATCH } from "#core/onboarding/schedule";
import type { SesBudget } from "#core/verification/ses-ports";
import type { IdentityWatch } from "#core/watch/identity-watch";
import type { Story } from "./story.ts";

/** The reads of the watch from SES, with many identities in one call. */
export interface SesReads extends IdentityWatch {
  /** Returns the monthly calls for each listed domain. */
  callsPerDomainMonth(): number | null;
}

const PASSES_A_MONTH = (30 * 86_400_000) / WATCH.passEveryMs;
const DOMAINS_A_PAGE = 1000;
const DOMAINS_A_READ = 100;

/** One pass in so many simulates every domain, as often as the watch records that SES lists it. */
const WHOLE_PASS_EVERY = WATCH.notedEveryMs / WATCH.passEveryMs;

/**
 * Makes the reads of the watch. If SES finds all records of a domain now and found them in the previous pass, or if the domain
 * was never ready, the pass changes nothing. For such domains most passes count only their calls and slots.
 */
export function sesReads(
  stories: readonly Story[],
  budget: SesBudget,
  now: () => number,
  ownerOf: (identity: string) => Story,
): SesReads {
  let [calls, domains, passes] = [0, 0, 0];
  let missed: ReadonlySet<Story> = new Set();
  let pages: string[][] = [];

  async function begin(): Promise<void> {
    const at = now();
    const listed = stories.filter(({ life, ses }) => life.endMs > at && ses()?.isDkimCheckOver(at) === true);
    const before = missed;
    missed = new Set(listed.filter(({ wasReady, ses }) => wasReady() && ses()?.isMissing(at)));
    const isWhole = passes % WHOLE_PASS_EVERY === 0;
    const played = isWhole ? listed : listed.filter((story) => missed.has(story) || before.has(story));
    pages = pagesOf(played.map(({ life }) => life.domain));
    const counted = callsOf(listed.length) - callsOf(played.length);
    for (let call = 0; call < counted; call += 1) await budget.take(at);
    [calls, domains, passes] = [calls + counted, domains + listed.length, passes + 1];
  }

  return {
    callsPerDomainMonth: () => (domains === 0 ? null : (calls / domains) * PASSES_A_MONTH),
    async list(nextToken) {
      if (nextToken === undefined) await begin();
      calls += 1;
      const [page = [], ...rest] = pages;
      pages = rest;
      return { domains: page, ...(rest.length > 0 && { nextToken: "more" }) };
    },
    async dkim(identities) {
      calls += 1;
      return new Map(
        identities.map((identity) => [
          identity,
          { status: ownerOf(identity).identity().status(now()).dkim, isSigning: true },
        ]),
      );
    },
    async mailFrom(identities) {
      calls += 1;
      return new Map(
        identities.flatMap((identity) => {
          const { mailFromDomain: domain, mailFrom: status } = ownerOf(identity).identity().status(now());
          if (domain === undefined || status === undefined) return [];
          return [[identity, { domain, status, rejectsOnMxFailure: false }]];
        }),
      );
    },
  };
}

function pagesOf(domains: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(domains.length / DOMAINS_A_PAGE) }, (_, page) =>
    domains.slice(page * DOMAINS_A_PAGE, (page + 1) * DOMAINS_A_PAGE),
  );
}

function callsOf(domains: number): number {
  const pages = Math.max(1, Math.ceil(domains / DOMAINS_A_PAGE));
  return pages + 2 * Math.ceil(domains / DOMAINS_A_READ);
}
