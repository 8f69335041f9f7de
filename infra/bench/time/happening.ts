import type { OnboardingEvent } from "#core/onboarding/event";

/** What is kept of an event once its notices are sent. */
export type Happening = Pick<OnboardingEvent, "type" | "at" | "notices">;
