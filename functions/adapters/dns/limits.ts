/** The limits of one session: the most work that a hostile zone can cause. */
export interface Limits {
  /** Packets sent in one session, with retries and TCP. */
  readonly queries: number;
  /** Time for the whole session. */
  readonly sessionMs: number;
  /** Time to wait for one answer. */
  readonly queryMs: number;
  /** Queries under way at once: five records at eight servers fit into one round. */
  readonly parallel: number;
  readonly serversPerZone: number;
  readonly addressesPerServer: number;
  /** Name servers of one referral that came without an address and are resolved. */
  readonly gluelessNames: number;
  readonly referrals: number;
  /** CNAMEs followed for one question. */
  readonly chain: number;
  /** The longest message read: as long as TCP allows (RFC 1035 §4.2.2). */
  readonly messageBytes: number;
}

/** The limits in every environment. */
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
