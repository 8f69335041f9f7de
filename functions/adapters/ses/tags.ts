/** The tag with the owner that an identity was made for. */
export const OWNER_TAG = "sendworthy:owner";

/** The tag with the onboarding that an identity was made for: only Sendworthy sets it. */
export const ONBOARDING_TAG = "sendworthy:onboarding";
