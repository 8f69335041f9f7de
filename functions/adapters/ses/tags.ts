import type { Tag } from "@aws-sdk/client-sesv2";

/** The tag with the owner of an identity. */
export const OWNER_TAG = "sendworthy:owner";

/** The tag with the onboarding that created an identity; only Sendworthy sets it. */
export const ONBOARDING_TAG = "sendworthy:onboarding";

/** The owner, project and onboarding of an identity. */
export interface Purpose {
  readonly owner: string;
  readonly project: string;
  readonly onboardingId: string;
}

/** Returns the tags of an identity. */
export function tagsOf({ owner, project, onboardingId }: Purpose): Tag[] {
  return [
    { Key: OWNER_TAG, Value: owner },
    { Key: "sendworthy:project", Value: project },
    { Key: ONBOARDING_TAG, Value: onboardingId },
  ];
}
