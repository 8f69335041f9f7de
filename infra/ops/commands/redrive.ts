import { textsIn } from "#core/words/texts";
import { type Command, noNames } from "../command.ts";
import { openDeployment, TABLE_OPTION } from "../deployment.ts";
import { describeStep, planRedrives, type RedriveDeps, resume, type Step } from "../redrive.ts";

const { text } = textsIn("en");

/** An onboarding could not be resumed. */
const FAILURE = 1;

/** The command `redrive`. */
export const redrive: Command = {
  summary: text("operators.commands.redrive"),
  usages: ["[--yes] [--table NAME]"],
  details: [text("operators.commands.redrive.details")],
  options: {
    yes: { type: "boolean", summary: text("operators.commands.redrive.yes") },
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
  if (steps.length === 0) console.log(text("operators.commands.redrive.none"));
  for (const step of steps) console.log(describeStep(step));
  if (steps.length > 0 && !isDone) console.log(text("operators.commands.redrive.nothing-done"));
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
