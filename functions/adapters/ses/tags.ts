import type { Tag } from "@aws-sdk/client-sesv2";

/** The tag with the owner that an identity was made for. */
export const OWNER_TAG = "sendworthy:owner";

/** The tag with the onboarding that an identity was made for: only Sendworthy sets it. */
export const ONBOARDING_TAG = "sendworthy:onboarding";

/** What an identity was made for. */
export interface Purpose {
  readonly owner: string;
  readonly project: string;
  readonly onboardingId: string;
}

/** Returns the tags that say what an identity was made for. */
export function tagsOf({ owner, project, onboardingId }: Purpose): Tag[] {
  return [
    { Key: OWNER_TAG, Value: owner },
    { Key: "sendworthy:project", Value: project },
    { Key: ONBOARDING_TAG, Value: onboardingId },
  ];
}
