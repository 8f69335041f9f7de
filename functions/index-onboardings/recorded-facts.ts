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
 * Records of the table's stream, each of a recorded event or stage. Answers to tickets without an onboarding
 * and digests are accepted and ignored, because a record that fails would block all later ones.
 */
export const recordedFacts = z.object({ Records: z.array(record).min(1) }).transform(({ Records }) =>
  Records.map(({ dynamodb: { ApproximateCreationDateTime, Keys } }) => ({
    onboardingId: Keys.pk.S,
    at: Math.round(ApproximateCreationDateTime * 1000),
  })).filter(({ onboardingId }) => isOnboardingId(onboardingId)),
);

/** Records of the table's stream. */
export type RecordedFacts = z.output<typeof recordedFacts>;
