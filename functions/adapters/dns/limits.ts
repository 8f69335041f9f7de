/** The bounds of one look: what strangers' zones can make us do, at most. */
export interface Limits {
  /** Packets sent in one look, retries and TCP included. */
  readonly queries: number;
  /** Time for the whole look. */
  readonly lookMs: number;
  /** Time for one packet to be answered. */
  readonly queryMs: number;
  /** Queries under way at once: five records at eight servers fit in one round. */
  readonly parallel: number;
  readonly serversPerZone: number;
  readonly addressesPerServer: number;
  /** Name servers of one referral whose addresses we look up ourselves. */
  readonly gluelessNames: number;
  readonly referrals: number;
  /** CNAMEs followed for one question. */
  readonly chain: number;
  /** The longest message read: compression pointers reach 14 bits (RFC 1035 §4.1.4). */
  readonly messageBytes: number;
}

/** The bounds in every environment. */
export const LIMITS: Limits = {
  queries: 150,
  lookMs: 8_000,
  queryMs: 1_500,
  parallel: 48,
  serversPerZone: 8,
  addressesPerServer: 2,
  gluelessNames: 4,
  referrals: 8,
  chain: 8,
  messageBytes: 16_384,
};
