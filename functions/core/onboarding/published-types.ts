import type { EventType } from "./event-types.ts";

/** Which events the platform hears of, and by which name; the others are nobody's business outside. */
export const PUBLISHED_TYPES = {
  requested: "onboarding.requested",
  // What is held was asked for by nobody known: it is a request from then on
  approved: "onboarding.requested",
  records_issued: "onboarding.records_issued",
  confirmed: "onboarding.confirmed",
  dkim_verified: "onboarding.dkim_verified",
  verified: "onboarding.verified",
  ready: "onboarding.ready",
  expired: "onboarding.expired",
  failed: "onboarding.failed",
  cancelled: "onboarding.cancelled",
  domain_degraded: "domain.degraded",
  domain_lost: "domain.lost",
  domain_recovered: "domain.recovered",
  domain_released: "domain.released",
} as const satisfies Partial<Record<EventType, string>>;

/** The name of an event as the platform hears of it. */
export type PublishedType = (typeof PUBLISHED_TYPES)[keyof typeof PUBLISHED_TYPES];

/** The name by which an event leaves; `undefined` if it stays. */
export function publishedTypeOf(type: EventType): PublishedType | undefined {
  const types: Partial<Record<EventType, PublishedType>> = PUBLISHED_TYPES;
  return types[type];
}
