import type { EventType } from "./event-types.ts";

/** The events that are published to the platform, with their published names; other events stay internal. */
export const PUBLISHED_TYPES = {
  requested: "onboarding.requested",
  // A held request becomes a request for the platform only when it is approved.
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

/** The published name of an event. */
export type PublishedType = (typeof PUBLISHED_TYPES)[keyof typeof PUBLISHED_TYPES];

/** Returns the published name of an event; `undefined` if it is internal. */
export function publishedTypeOf(type: EventType): PublishedType | undefined {
  const types: Partial<Record<EventType, PublishedType>> = PUBLISHED_TYPES;
  return types[type];
}
