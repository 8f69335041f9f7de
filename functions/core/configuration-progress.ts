import { eventsOf } from "#core/configuration-plan";
import {
  type ConfigurationStep,
  type Configuring,
  isAwaited,
  isLost,
  markOf,
  marksWithout,
  type StepSight,
} from "#core/configuration-step";
import type { Onboarding } from "#core/onboarding";
import type { WantedConfiguration } from "#core/project-configuration";

const BEGUN: Configuring = { done: [], tries: 0, events: {} };

/** What is known to be done after a step, and that its slot is used. */
export function afterStep(
  { ses, configuring = BEGUN }: Onboarding,
  step: ConfigurationStep,
  seen: StepSight,
  wanted: WantedConfiguration,
): Pick<Onboarding, "ses" | "configuring"> {
  const { slotAt: _used, ...rest } = ses;
  const used = step.kind === "use-configuration-set" ? { configurationSet: step.configurationSet } : {};
  return { ses: { ...rest, ...used }, configuring: progressAfter(configuring, step, seen, wanted) };
}

function progressAfter(
  { done, tries, events }: Configuring,
  step: ConfigurationStep,
  seen: StepSight,
  wanted: WantedConfiguration,
): Configuring {
  // Once the MX is found again, the way to rejecting for its want begins anew.
  if (isLost(step, seen))
    return { done: marksWithout(done, ["find-mail-from", "reject-on-mx-failure"]), tries: 0, events };
  if (isAwaited(step, seen)) return { done, tries: tries + 1, events };
  if (step.kind !== "look-at-events")
    return { done: [...new Set([...done, markOf(step)])], tries: 0, events };
  const left = marksWithout(done, ["look-at-events", "create-event-destination", "change-event-destination"]);
  return {
    done: [...left, markOf(step)],
    tries: 0,
    events: { ...events, [step.configurationSet]: eventsOf(seen.destinations ?? [], wanted) },
  };
}
