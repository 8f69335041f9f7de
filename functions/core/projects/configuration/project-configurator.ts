import type { ConfigurationStep, StepObservation } from "./steps.ts";

/** Configures projects in SES. */
export interface ProjectConfigurator {
  /** Performs one step and returns its answer; throws ProjectConfigurationError if SES refuses it. */
  take(step: ConfigurationStep): Promise<StepObservation>;
}
