import type { ConfigurationStep, StepObservation } from "./steps.ts";

/** Configures projects in SES. */
export interface ProjectConfigurator {
  /** Takes one step, and gives what it saw; throws ProjectConfigurationError if SES refuses it. */
  take(step: ConfigurationStep): Promise<StepObservation>;
}
