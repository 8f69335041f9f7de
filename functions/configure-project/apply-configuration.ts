import { ProjectConfigurationError, TransientServiceError } from "#core/errors";
import type { Onboarding } from "#core/onboarding/onboarding";
import { jitterOf, secondsUntil, waitSeconds } from "#core/onboarding/schedule";
import { changeOnboarding } from "#core/onboarding/store";
import { nextStep } from "#core/projects/configuration/next-step";
import { afterStep, begin, isBegun } from "#core/projects/configuration/progress";
import type { ProjectConfigurator } from "#core/projects/configuration/project-configurator";
import { isLost, type MailFromRead } from "#core/projects/configuration/steps";
import type { WantedConfiguration } from "#core/projects/wanted-configuration";
import type { Table } from "#core/table";
import type { SesBudget } from "#core/verification/ses-ports";
import { nextSlot } from "#core/verification/ses-slot";

/** The ports for applying a configuration. */
export interface ApplyDeps {
  readonly table: Table;
  readonly budget: SesBudget;
  readonly configurator: ProjectConfigurator;
}

/**
 * Performs the remaining steps, each in an SES slot. Returns the onboarding when all are done, and otherwise
 * the seconds to wait.
 */
export async function applyConfiguration(
  onboarding: Onboarding,
  wanted: WantedConfiguration,
  now: number,
  deps: ApplyDeps,
): Promise<Onboarding | number> {
  if (nextStep(wanted, onboarding) === undefined) return onboarding;
  let current = isBegun(wanted, onboarding)
    ? onboarding
    : await keep(onboarding, (latest) => begin(wanted, latest), deps);
  for (let step = nextStep(wanted, current); step !== undefined; step = nextStep(wanted, current)) {
    const slotAt = await nextSlot(current, now, deps.budget);
    if (slotAt > now) {
      await keep(current, (latest) => ({ ses: { ...latest.ses, slotAt } }), deps);
      return secondsUntil(slotAt, now);
    }
    const seen = await deps.configurator.take(step);
    current = await keep(current, (latest) => afterStep(latest, step, seen, wanted), deps);
    if (isLost(step, seen)) return fallBack(step, now, deps);
    if (current.status !== "verified") return current;
    if (!isBegun(wanted, current)) throw new TransientServiceError("Another run applies another declaration");
    const tries = current.configuring?.tries ?? 0;
    if (tries > 0) return waitSeconds("ses", tries - 1, jitterOf(current.onboardingId));
  }
  return current;
}

/** Writes only while the project is not configured, because another run may have finished first. */
function keep(
  current: Onboarding,
  set: (latest: Onboarding) => Partial<Onboarding>,
  { table }: ApplyDeps,
): Promise<Onboarding> {
  return changeOnboarding(table, current, (latest) =>
    latest.status === "verified" ? { set: set(latest) } : undefined,
  );
}

/** Lets SES send with its own MAIL FROM domain; SES then checks for the MX for another 72 hours. */
async function fallBack(
  step: MailFromRead,
  now: number,
  { budget, configurator }: ApplyDeps,
): Promise<never> {
  // No mail is sent until then, so this call does not wait for its slot; the slot is taken, and later callers
  // wait.
  await budget.take(now);
  await configurator.take({ ...step, kind: "fall-back-on-mx-failure" });
  throw new ProjectConfigurationError(
    `SES does not find the MX record of ${step.mailFrom}, for want of which all mail would be rejected`,
  );
}
