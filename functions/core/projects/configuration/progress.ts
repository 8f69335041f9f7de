import type { Onboarding } from "#core/onboarding/onboarding";
import type { WantedConfiguration } from "../wanted-configuration.ts";
import { eventsOf } from "./next-step.ts";
import {
  type ConfigurationProgress,
  type ConfigurationStep,
  isAwaited,
  isLost,
  markOf,
  type StepObservation,
} from "./steps.ts";

type Progress = Pick<Onboarding, "ses" | "configuring">;

/** True if the recorded steps were taken for this same configuration. */
export function isBegun(
  wanted: WantedConfiguration,
  { configuring }: Pick<Onboarding, "configuring">,
): boolean {
  return configuring?.wanted === JSON.stringify(wanted);
}

/**
 * Returns the progress before the first step. A different configuration set is removed from the item, so that
 * a step sets the wanted one.
 */
export function begin(wanted: WantedConfiguration, { ses }: Onboarding): Progress {
  const { configurationSet: from, ...rest } = ses;
  const isWanted = from !== undefined && from === wanted.configurationSet?.name;
  return {
    ses: isWanted ? ses : rest,
    configuring: { wanted: JSON.stringify(wanted), done: [], tries: 0, events: {} },
  };
}

/** Records that a step was completed and its SES slot was used. */
export function afterStep(
  { ses, configuring }: Onboarding,
  step: ConfigurationStep,
  seen: StepObservation,
  wanted: WantedConfiguration,
): Progress {
  const { slotAt: _used, ...rest } = ses;
  if (configuring === undefined || !isBegun(wanted, { configuring })) return { ses: rest, configuring };
  return { ses: rest, configuring: progressAfter(configuring, step, seen, wanted) };
}

function progressAfter(
  before: ConfigurationProgress,
  step: ConfigurationStep,
  seen: StepObservation,
  wanted: WantedConfiguration,
): ConfigurationProgress {
  // If SES no longer finds the MX, all steps are repeated once it does; every step may be repeated.
  if (isLost(step, seen)) return { ...before, done: [], tries: 0 };
  if (isAwaited(step, seen)) return { ...before, tries: before.tries + 1 };
  const done = [...new Set([...before.done, markOf(step)])];
  if (seen.tenantArn !== undefined) return { ...before, done, tries: 0, tenantArn: seen.tenantArn };
  if (step.kind !== "read-event-destinations") return { ...before, done, tries: 0 };
  const events = { [step.configurationSet]: eventsOf(seen.destinations ?? [], wanted) };
  return { ...before, done, tries: 0, events: { ...before.events, ...events } };
}
