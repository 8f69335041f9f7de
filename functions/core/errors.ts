/** A service throttled, failed or did not answer: the same call may succeed later. The state machine retries it. */
export class TransientServiceError extends Error {
  // Minifying renames classes; Step Functions matches `name`.
  override readonly name = "TransientServiceError";
}

/** An item that must exist does not. The execution fails and can be redriven. */
export class OnboardingNotFoundError extends Error {
  override readonly name = "OnboardingNotFoundError";
  constructor(onboardingId: string) {
    super(`There is no onboarding ${onboardingId}`);
  }
}

/** A write from a status that the lifecycle table does not allow. */
export class IllegalTransitionError extends Error {
  override readonly name = "IllegalTransitionError";
  constructor(status: string, event: string) {
    super(`An onboarding that is ${status} cannot take the event ${event}`);
  }
}

/** A project can't be configured as it is declared. Once the declaration is fixed, the execution can be redriven. */
export class ProjectConfigurationError extends Error {
  override readonly name = "ProjectConfigurationError";
}

/** SES no longer has an identity that was made for an onboarding: it was deleted there. */
export class IdentityMissingError extends Error {
  override readonly name = "IdentityMissingError";
  constructor(identity: string) {
    super(`SES does not know ${identity} any more`);
  }
}

/** The onboarding is over, or a later attempt has it: an execution that was redriven has nothing left to do, and ends. */
export class OnboardingOverError extends Error {
  override readonly name = "OnboardingOverError";
  constructor(onboardingId: string, status: string) {
    super(`${onboardingId} is ${status}, and this execution has no part in it any more`);
  }
}
