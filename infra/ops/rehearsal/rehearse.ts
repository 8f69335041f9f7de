import { textsIn } from "#core/words/texts";
import { cleanUp } from "./clean-up.ts";
import { refuseNameInUse } from "./name-is-free.ts";
import type { Progress, RehearsalDeps, RehearsalRequest } from "./ports.ts";
import { STEPS } from "./steps.ts";

const { text } = textsIn("en");

/** The result of one step. */
export interface StepResult {
  readonly step: string;
  readonly state: "ok" | "failed";
  readonly ms: number;
  readonly detail: string;
  /** Where to search for the cause, if the step failed. */
  readonly lookAt?: string;
}

/** The result of a rehearsal. */
export interface RehearsalReport {
  readonly steps: readonly StepResult[];
  /** What the clean-up could not remove, with reasons. */
  readonly left: readonly string[];
}

/** Runs one onboarding in the deployment until a step fails, and then removes everything that was created. */
export async function rehearse(
  request: RehearsalRequest,
  deps: RehearsalDeps,
  report: (result: StepResult) => void,
): Promise<RehearsalReport> {
  await refuseNameInUse(request.domain, deps);
  const progress: Progress = {
    project: `rehearsal-${request.domain}`,
    isRegistered: false,
    onboardingId: undefined,
    setupUrl: undefined,
    zone: undefined,
    created: [],
  };
  const steps: StepResult[] = [];
  const run = async (step: string, lookAt: string, act: () => Promise<string>): Promise<boolean> => {
    const result = await timed(step, lookAt, act, deps);
    report(result);
    steps.push(result);
    return result.state === "ok";
  };
  for (const { name, lookAt, run: act } of STEPS)
    if (!(await run(name, lookAt, () => act(progress, request, deps)))) break;
  let left: string[] = [];
  await run("clean-up", text("operators.commands.rehearse.at.clean-up"), async () => {
    left = await cleanUp(progress, request, deps);
    if (left.length > 0)
      throw new Error(text("operators.commands.rehearse.left", { things: left.join("; ") }));
    return text("operators.commands.rehearse.removed");
  });
  return { steps, left };
}

async function timed(
  step: string,
  lookAt: string,
  act: () => Promise<string>,
  { now }: RehearsalDeps,
): Promise<StepResult> {
  const begin = now();
  try {
    const detail = await act();
    return { step, state: "ok", ms: Math.round(now() - begin), detail };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { step, state: "failed", ms: Math.round(now() - begin), detail, lookAt };
  }
}
