import * as z from "zod";
import { isOnboardingId } from "#core/onboarding/onboarding-id";

const record = z.object({
  dynamodb: z.object({
    /** Epoch seconds. */
    ApproximateCreationDateTime: z.number(),
    Keys: z.object({ pk: z.object({ S: z.string() }) }),
  }),
});

/**
 * Records of the table's stream, each of an event or a stage that was recorded. An answer to a ticket without an onboarding and a
 * digest can be given up, too: nothing counts them, and a record that fails would hold up all that follow it.
 */
export const recordedFacts = z.object({ Records: z.array(record).min(1) }).transform(({ Records }) =>
  Records.map(({ dynamodb: { ApproximateCreationDateTime, Keys } }) => ({
    onboardingId: Keys.pk.S,
    at: Math.round(ApproximateCreationDateTime * 1000),
  })).filter(({ onboardingId }) => isOnboardingId(onboardingId)),
);

/** Records of the table's stream. */
export type RecordedFacts = z.output<typeof recordedFacts>;
