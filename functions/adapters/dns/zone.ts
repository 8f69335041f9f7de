import { getDomain } from "tldts";
import type { Delegation, ServerAnswer } from "#core/dns/observation";
import { isAtOrBelow } from "#core/names/domain-name";
import type { Referral } from "./interpretation.ts";
import type { NameServer } from "./name-servers.ts";

/** A zone and its name servers. */
export interface Zone {
  readonly kind: "zone";
  readonly name: string;
  readonly servers: readonly NameServer[];
  /** False if a test server is asked for a zone that it did not confirm. */
  readonly isKnown: boolean;
  /** The resolvers gave its name servers only without checking signatures. */
  readonly dnssec?: "broken";
  /** What the zone above lists, where it was asked, and what the zone itself lists; `servers` are those of both. */
  readonly delegation?: Delegation;
  /** For so many seconds its name servers and their addresses may be kept; absent if they must be found again. */
  readonly keptSeconds?: number;
  /** Set on a parent zone if no resolver named the servers of the domain: the domain, and the resolver's answer. */
  readonly insteadOf?: { readonly domain: string; readonly resolver: ServerAnswer };
}

/** No zone was found; `resolver` is its answer, absent if the name has no registrable domain. */
export interface NoZone {
  readonly kind: "no-zone";
  readonly resolver?: ServerAnswer;
}

/** The zones of one session, each found once. */
export interface Zones {
  /** Finds the zone at or above the name's registrable domain; only this question may go to a resolver first. */
  startFor(name: string): Promise<Zone | NoZone> | Zone | NoZone;
  /** Returns the zone of a referral. */
  below(referral: Referral): Promise<Zone>;
}

/** Returns the registrable domain of a name, where the walk to its zone starts. */
export function startOf(name: string): string | undefined {
  // ICANN suffixes only: names below a private suffix may all lie in its owner's zone.
  const domain = getDomain(name, { validateHostname: false });
  return domain !== null && isAtOrBelow(name, domain) ? domain : undefined;
}
