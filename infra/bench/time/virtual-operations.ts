import { reportFailure } from "../../../functions/report-failure/report-failure.ts";
import { type Disturbance, UNDISTURBED } from "./disturbance.ts";
import type { Insist } from "./insistence.ts";
import type { Run, VirtualMachine } from "./machine.ts";
import type { MeteredTable } from "./metered-table.ts";
import type { Payments } from "./payments.ts";
import type { Story } from "./story.ts";
import type { Timeline } from "./timeline.ts";

/** The interval of repair-onboardings. */
const REPAIR_MS = 300_000;
/** The time until operations redrive a failed execution. */
const REDRIVE_MS = 3_600_000;

/** The parts that operations use. */
interface OperationsOptions {
  readonly timeline: Timeline;
  readonly table: MeteredTable;
  readonly disturbance: Disturbance;
  readonly payFor: Payments["payFor"];
  readonly untilItWorks: Insist;
  readonly machine: () => VirtualMachine;
  storyOf(onboardingId: unknown): Story;
}

/** Handles executions: starts the next attempt after a hand-over, and reports and redrives a failure. */
export function virtualOperations(options: OperationsOptions) {
  const { timeline, table, disturbance, payFor, untilItWorks, machine, storyOf } = options;
  let maxHistoryEvents = 0;
  let redriven = 0;

  async function report(story: Story, { name, failure }: Run): Promise<void> {
    const error = failure?.error.name;
    const failed = { time: timeline.now(), detail: { name, status: "FAILED" as const, error } };
    await payFor(story, "report-failure", () => reportFailure(failed, { table }));
  }

  function nextAttempt({ onboardingId }: Story, { input }: Run): Promise<void> {
    const attempt = Number(input["attempt"]) + 1;
    return machine().start(`${onboardingId}-${attempt}`, JSON.stringify({ onboardingId, attempt }));
  }

  return {
    follow(run: Run): void {
      const now = timeline.now();
      const story = storyOf(run.input["onboardingId"]);
      story.ran(run);
      maxHistoryEvents = Math.max(maxHistoryEvents, run.historyEvents);
      if (run.end === "HandedOver") timeline.at(now + REPAIR_MS, () => nextAttempt(story, run));
      const { failure } = run;
      if (failure === undefined) return;
      if (disturbance === UNDISTURBED) throw failure.error;
      redriven += 1;
      timeline.at(now, () => untilItWorks(() => report(story, run)));
      timeline.at(now + REDRIVE_MS, failure.redrive);
    },
    counts: () => ({ maxHistoryEvents, redriven }),
  };
}
