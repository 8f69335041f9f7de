import {
  type ConfigurationStep,
  type Configuring,
  eventsOf,
  isAwaited,
  isLost,
  isNotOfMailFrom,
  type MailFromLook,
  markOf,
  nextStep,
  type StepSight,
} from "#core/configuration-step";
import { ProjectConfigurationError } from "#core/errors";
import type { Onboarding } from "#core/onboarding";
import { changeOnboarding } from "#core/onboarding-store";
import type { ProjectConfigurator, SesBudget } from "#core/ports";
import type { WantedConfiguration } from "#core/project-configuration";
import { jitterOf, secondsUntil, waitSeconds } from "#core/schedule";
import { nextSlot } from "#core/ses-slot";
import type { Table } from "#core/table";

/** What applying a configuration needs of the world. */
export interface ApplyDeps {
  readonly table: Table;
  readonly budget: SesBudget;
  readonly configurator: ProjectConfigurator;
}

/** Takes the steps that are left, each in a slot of the SES budget; gives the seconds to wait, or nothing at the end. */
export async function applyConfiguration(
  onboarding: Onboarding,
  wanted: WantedConfiguration,
  now: number,
  deps: ApplyDeps,
): Promise<number | undefined> {
  let current = onboarding;
  for (let step = nextStep(wanted, current); step !== undefined; step = nextStep(wanted, current)) {
    const slotAt = await nextSlot(current, now, deps.budget);
    if (slotAt > now) {
      await keep(current, (latest) => ({ ses: { ...latest.ses, slotAt } }), deps);
      return secondsUntil(slotAt, now);
    }
    const seen = await deps.configurator.take(step);
    current = await keep(current, (latest) => afterStep(latest, step, seen, wanted), deps);
    if (isLost(step, seen)) return fallBack(step, deps);
    const { tries } = current.configuring ?? BEGUN;
    if (tries > 0) return waitSeconds("ses", tries - 1, jitterOf(current.onboardingId));
  }
  return undefined;
}

/** Writes only while the project is not configured: another run may have been faster. */
function keep(
  { onboardingId }: Onboarding,
  set: (latest: Onboarding) => Partial<Onboarding>,
  { table }: ApplyDeps,
): Promise<Onboarding> {
  return changeOnboarding(table, onboardingId, (latest) =>
    latest.status === "verified" ? { set: set(latest) } : undefined,
  );
}

const BEGUN: Configuring = { done: [], tries: 0, events: {} };

/** What is known to be done after a step, and that its slot is used. */
function afterStep(
  { ses: { slotAt: _used, ...before }, configuring = BEGUN }: Onboarding,
  step: ConfigurationStep,
  seen: StepSight,
  wanted: WantedConfiguration,
): Pick<Onboarding, "ses" | "configuring"> {
  const { done, tries, events } = configuring;
  const used = step.kind === "use-configuration-set" ? { configurationSet: step.configurationSet } : {};
  const ses = { ...before, ...used };
  // Once the MX is found again, the way to rejecting for its want begins anew.
  if (isLost(step, seen)) return { ses, configuring: { ...configuring, done: done.filter(isNotOfMailFrom) } };
  if (isAwaited(step, seen)) return { ses, configuring: { ...configuring, tries: tries + 1 } };
  const looked =
    step.kind === "look-at-events"
      ? { [step.configurationSet]: eventsOf(seen.destinations ?? [], wanted) }
      : {};
  const marks = [...new Set([...done, markOf(step)])];
  return { ses, configuring: { done: marks, tries: 0, events: { ...events, ...looked } } };
}

/** SES then sends by amazonses.com, and looks for the MX for another 72 hours. */
async function fallBack(step: MailFromLook, { configurator }: ApplyDeps): Promise<never> {
  await configurator.take({ ...step, kind: "fall-back-on-mx-failure" });
  throw new ProjectConfigurationError(
    `SES does not find the MX record of ${step.mailFrom}, for want of which all mail would be rejected`,
  );
}
