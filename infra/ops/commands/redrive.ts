import { type Command, noNames } from "../command.ts";
import { openDeployment, TABLE_OPTION } from "../deployment.ts";
import { describeStep, planRedrives, type RedriveDeps, resume, type Step } from "../redrive.ts";

/** An onboarding could not be resumed. */
const FAILURE = 1;

/** The command `redrive`. */
export const redrive: Command = {
  summary: "resumes failed onboardings once the cause is fixed",
  usages: ["[--yes] [--table NAME]"],
  details: [
    "Without --yes it lists what it would do. It works on the table and the state machine themselves:",
    "docs/iam.md lists the permissions.",
  ],
  options: {
    yes: { type: "boolean", summary: "resume them" },
    ...TABLE_OPTION,
  },
  async run(input) {
    noNames(input);
    const deps = await openDeployment(input);
    const steps = await planRedrives(deps, deps.now());
    if (input.isJson) console.log(JSON.stringify(steps.map(planned)));
    else printPlan(steps, input.isOn("yes"));
    return input.isOn("yes") ? resumeAll(steps, deps) : 0;
  },
};

function planned({ onboarding: { onboardingId, identity, failedFrom, closedBecause }, way, because }: Step) {
  return { onboardingId, identity, failedFrom, closedBecause, way, because };
}

function printPlan(steps: readonly Step[], isDone: boolean): void {
  if (steps.length === 0) console.log("No onboarding has failed: there is nothing to do.");
  for (const step of steps) console.log(describeStep(step));
  if (steps.length > 0 && !isDone) console.log("Nothing was done yet. Fix the cause, then add --yes.");
}

async function resumeAll(steps: readonly Step[], deps: RedriveDeps): Promise<number> {
  let failures = 0;
  for (const step of steps) {
    try {
      console.error(`${step.onboarding.onboardingId}: ${await resume(step, deps)}`);
    } catch (error) {
      failures += 1;
      console.error(`${step.onboarding.onboardingId}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return failures === 0 ? 0 : FAILURE;
}
