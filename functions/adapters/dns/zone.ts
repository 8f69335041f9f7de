import { getDomain } from "tldts";
import type { Delegation, ServerAnswer } from "#core/dns/observation";
import { isAtOrBelow } from "#core/names/domain-name";
import type { Referral } from "./interpretation.ts";
import type { NameServer } from "./name-servers.ts";

/** A zone with its name servers. */
export interface Zone {
  readonly kind: "zone";
  readonly name: string;
  readonly servers: readonly NameServer[];
  /** False if a test server is asked for a zone that it has not confirmed. */
  readonly isKnown: boolean;
  /** Set if the resolvers gave the name servers only without their signature check. */
  readonly dnssec?: "broken";
  /** The parent zone's list, if it was asked, and the zone's own list; `servers` contains both. */
  readonly delegation?: Delegation;
  /**
   * How many seconds the name servers and their addresses may be cached; absent if they must be found again.
   */
  readonly keptSeconds?: number;
  /**
   * Set on a parent zone if no resolver named the domain's servers: the domain, with the resolver's answer.
   */
  readonly insteadOf?: { readonly domain: string; readonly resolver: ServerAnswer };
}

/** No zone was found. `resolver` is the resolver's answer; absent if the name has no registrable domain. */
export interface NoZone {
  readonly kind: "no-zone";
  readonly resolver?: ServerAnswer;
}

/** The zones of one session; each is found once. */
export interface Zones {
  /**
   * Finds the zone at or above the name's registrable domain; only this question may go to a resolver first.
   */
  startFor(name: string): Promise<Zone | NoZone> | Zone | NoZone;
  /** Returns the zone that a referral leads to. */
  below(referral: Referral): Promise<Zone>;
}

/** Returns the registrable domain of a name, from which the search for its zone starts. */
export function startOf(name: string): string | undefined {
  // Only ICANN suffixes count here: names below a private suffix may be in its owner's zone.
  const domain = getDomain(name, { validateHostname: false });
  return domain !== null && isAtOrBelow(name, domain) ? domain : undefined;
}
