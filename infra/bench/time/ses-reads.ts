import { WATCH } from "#core/onboarding/schedule";
import type { IdentityWatch, ListedDomain } from "#core/watch/identity-watch";
import type { Story } from "./story.ts";

/** The reads of the watch from SES, with many identities in one call. */
export interface SesReads extends IdentityWatch {
  /** Returns the monthly calls for each listed domain. */
  callsPerDomainMonth(): number | null;
}

const PASSES_A_MONTH = (30 * 86_400_000) / WATCH.passEveryMs;
const DOMAINS_A_PAGE = 1000;

/** Makes the reads of the watch, which lists the domains whose first verification by SES has ended. */
export function sesReads(
  stories: readonly Story[],
  now: () => number,
  ownerOf: (identity: string) => Story,
  onCall: () => void,
): SesReads {
  let [calls, domains] = [0, 0];
  let pages: ListedDomain[][] = [];

  function called(): void {
    calls += 1;
    onCall();
  }

  function begin(): void {
    const at = now();
    const listed = stories.filter(({ life, ses }) => life.endMs > at && ses()?.isDkimCheckOver(at) === true);
    pages = pagesOf(
      listed.map(({ life, identity }) => ({
        identity: life.domain,
        isFine: identity().status(at).verification === "SUCCESS",
      })),
    );
    domains += listed.length;
  }

  return {
    callsPerDomainMonth: () => (domains === 0 ? null : (calls / domains) * PASSES_A_MONTH),
    async list(nextToken) {
      if (nextToken === undefined) begin();
      called();
      const [page = [], ...rest] = pages;
      pages = rest;
      return { domains: page, ...(rest.length > 0 && { nextToken: "more" }) };
    },
    async dkim(identities) {
      called();
      return new Map(
        identities.map((identity) => [
          identity,
          { status: ownerOf(identity).identity().status(now()).dkim, isSigning: true },
        ]),
      );
    },
    async mailFrom(identities) {
      called();
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

function pagesOf(domains: readonly ListedDomain[]): ListedDomain[][] {
  return Array.from({ length: Math.ceil(domains.length / DOMAINS_A_PAGE) }, (_, page) =>
    domains.slice(page * DOMAINS_A_PAGE, (page + 1) * DOMAINS_A_PAGE),
  );
}
