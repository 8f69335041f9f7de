/** The limits of one session, which bound the work that a hostile zone can cause. */
export interface Limits {
  /** The most packets in one session, with retries and TCP. */
  readonly queries: number;
  /** The time limit of the whole session. */
  readonly sessionMs: number;
  /** The time limit of one answer. */
  readonly queryMs: number;
  /** The most queries in progress; five records at eight servers fit into one round. */
  readonly parallel: number;
  readonly serversPerZone: number;
  readonly addressesPerServer: number;
  /** The most name servers of a referral without an address that are resolved. */
  readonly gluelessNames: number;
  readonly referrals: number;
  /** The most CNAMEs that are followed for one question. */
  readonly chain: number;
  /** The longest message that is read: the limit of TCP (RFC 1035 §4.2.2). */
  readonly messageBytes: number;
}

/** The limits that apply everywhere. */
export const LIMITS: Limits = {
  queries: 150,
  sessionMs: 8_000,
  queryMs: 1_500,
  parallel: 48,
  serversPerZone: 8,
  addressesPerServer: 2,
  gluelessNames: 4,
  referrals: 8,
  chain: 8,
  messageBytes: 65_535,
};
