/**
 * A service throttled, failed or did not answer; the same call may succeed later.
 * The state machine retries it: test/bundles/errors.test.ts compares these words with its definition.
 */
export class TransientServiceError extends Error {
  // Step Functions matches this name, and minifying renames classes.
  override readonly name = "TransientServiceError";
}

/** A required item does not exist. The execution fails and can be redriven. */
export class OnboardingNotFoundError extends Error {
  override readonly name = "OnboardingNotFoundError";
  constructor(onboardingId: string) {
    super(`There is no onboarding ${onboardingId}`);
  }
}

/** A write from a status from which the lifecycle does not allow it. */
export class IllegalTransitionError extends Error {
  override readonly name = "IllegalTransitionError";
  constructor(status: string, event: string) {
    super(`An onboarding that is ${status} cannot take the event ${event}`);
  }
}

/** The declaration of a project cannot be applied. After it is corrected, the execution can be redriven. */
export class ProjectConfigurationError extends Error {
  override readonly name = "ProjectConfigurationError";
}

/** The identity of an onboarding was deleted in SES. */
export class IdentityMissingError extends Error {
  override readonly name = "IdentityMissingError";
  constructor(identity: string) {
    super(`SES does not know ${identity} any more`);
  }
}

/**
 * The onboarding has ended, or a later attempt has replaced this one. A redriven execution has nothing to do
 * and ends.
 */
export class OnboardingOverError extends Error {
  override readonly name = "OnboardingOverError";
  constructor(onboardingId: string, status: string) {
    super(`${onboardingId} is ${status}, and this execution has no part in it any more`);
  }
}
