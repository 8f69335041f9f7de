/** A service throttled, hiccuped or did not answer: worth the same call again. Retried by the state machine. */
export class TransientServiceError extends Error {
  // Minifying renames classes; Step Functions matches `name`.
  override readonly name = "TransientServiceError";
}

/** An item that must exist does not: the execution stops here and can be redriven. */
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

/** A project can't be configured as its deployer declared it: mended there, the execution can be redriven. */
export class ProjectConfigurationError extends Error {
  override readonly name = "ProjectConfigurationError";
}

/** SES no longer knows an identity that was made for an onboarding: somebody deleted it. */
export class IdentityMissingError extends Error {
  override readonly name = "IdentityMissingError";
  constructor(identity: string) {
    super(`SES does not know ${identity} any more`);
  }
}
