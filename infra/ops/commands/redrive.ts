import { type Command, noNames } from "../command.ts";
import { openDeployment, TABLE_OPTION } from "../deployment.ts";
import { goOn, planOf, type RedriveDeps, type Step, wordsOf } from "../redrive.ts";

/** An onboarding could not be taken up again. */
const FAILURE = 1;

/** `redrive`. */
export const redrive: Command = {
  says: "takes up again what failed for a cause that is gone",
  usages: ["[--yes] [--table NAME]"],
  details: [
    "Without --yes it only says what it would do. It works on the table and the state machine themselves:",
    "docs/iam.md says what it needs.",
  ],
  options: {
    yes: { type: "boolean", says: "does it" },
    ...TABLE_OPTION,
  },
  async run(given) {
    noNames(given);
    const deps = await openDeployment(given);
    const steps = await planOf(deps, Date.now());
    if (given.isJson) console.log(JSON.stringify(steps.map(planned)));
    else tell(steps, given.isOn("yes"));
    return given.isOn("yes") ? goOnWith(steps, deps) : 0;
  },
};

function planned({ onboarding: { onboardingId, identity, failedFrom, closedBecause }, way, because }: Step) {
  return { onboardingId, identity, failedFrom, closedBecause, way, because };
}

function tell(steps: readonly Step[], isDone: boolean): void {
  if (steps.length === 0) console.log("No onboarding has failed: there is nothing to do.");
  for (const step of steps) console.log(wordsOf(step));
  if (steps.length > 0 && !isDone) console.log("Nothing was done yet. Once the cause is mended, say --yes.");
}

async function goOnWith(steps: readonly Step[], deps: RedriveDeps): Promise<number> {
  let failures = 0;
  for (const step of steps) {
    try {
      console.error(`${step.onboarding.onboardingId}: ${await goOn(step, deps)}`);
    } catch (error) {
      failures += 1;
      console.error(`${step.onboarding.onboardingId}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return failures === 0 ? 0 : FAILURE;
}
