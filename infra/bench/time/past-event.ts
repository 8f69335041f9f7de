import type { OnboardingEvent } from "#core/onboarding/event";

/** The part of an event that the simulation keeps after its notices are sent. */
export type PastEvent = Pick<OnboardingEvent, "type" | "at" | "notices">;
