import { setImmediate } from "node:timers/promises";
import type { Change } from "./change.ts";
import type { Execution } from "./execution.ts";
import type { Executions } from "./executions.ts";
import { type EventDraft, executionTimedOut } from "./history.ts";
import type { Machines } from "./machines.ts";
import type { StepFunctionsOptions } from "./options.ts";
import { nextStep } from "./phases.ts";
import { statusChange } from "./status-change.ts";
import { afterInvocation, afterRestart, type Settled } from "./task-answers.ts";
import { createTaskInvocations } from "./task-invocations.ts";

/** Runs executions: it computes one step after the other and stores each before the next begins. */
export interface Engine {
  /** Stores a new execution and starts it. */
  begin(execution: Omit<Execution, "sequence">, events: readonly EventDraft[]): void;
  /** Stores a transition that an API call caused, and continues the execution. */
  apply(execution: Execution, change: Omit<Change, "kind">): void;
  /** Continues the executions that were running when the previous process was stopped or killed. */
  resume(): void;
  stop(): Promise<void>;
}

/** Makes an engine for `executions`; nothing runs before `begin` or `resume`. */
export function startEngine(
  { clock, region, invoke, onStatusChange }: StepFunctionsOptions,
  machines: Machines,
  executions: Executions,
): Engine {
  const active = new Map<string, Promise<void>>();
  const wokenAgain = new Set<string>();
  const timers = new Map<string, () => void>();
  const invocations = createTaskInvocations(clock, invoke, settle);
  let stopped = false;

  function wake(arn: string): void {
    if (stopped) return;
    if (active.has(arn)) {
      wokenAgain.add(arn);
      return;
    }
    timers.get(arn)?.();
    timers.delete(arn);
    const run = clock
      .during(() => runUntilIdle(arn))
      .finally(() => {
        active.delete(arn);
        if (wokenAgain.delete(arn)) wake(arn);
      });
    active.set(arn, run);
  }

  async function runUntilIdle(arn: string): Promise<void> {
    for (;;) {
      // Sockets and timers must get their turn even if a machine never waits.
      await setImmediate();
      const execution = stopped ? undefined : executions.get(arn);
      if (execution === undefined || execution.status !== "RUNNING") return;
      const nowMs = clock.now();
      if (nowMs >= execution.timeoutAtMs) {
        commit(execution, { events: [executionTimedOut()], update: { status: "TIMED_OUT" } });
        continue;
      }
      const { machine } = machines.definition(execution.definitionKey);
      const step = await nextStep({ execution, machine, region, nowMs });
      if (stopped) return;
      if (step.kind === "change") {
        commit(execution, step);
      } else if (executions.get(arn)?.revision === execution.revision) {
        invocations.start(execution);
        const atMs = Math.min(step.untilMs, execution.timeoutAtMs);
        timers.set(
          arn,
          clock.at(atMs, () => wake(arn)),
        );
        return;
      }
    }
  }

  function commit(execution: Execution, change: Omit<Change, "kind">): void {
    const stored = executions.apply(execution, change, clock.now());
    if (stored && change.update.status !== undefined) announce(execution.arn);
  }

  function apply(execution: Execution, change: Omit<Change, "kind">): void {
    if (stopped) return;
    commit(execution, change);
    wake(execution.arn);
  }

  function announce(arn: string): void {
    const execution = executions.get(arn);
    if (execution === undefined || execution.announced) return;
    onStatusChange(statusChange(execution, clock.now()));
    executions.markAnnounced(execution);
  }

  function settle(arn: string, scheduledEventId: number, settled: Settled): void {
    if (stopped) return;
    const execution = executions.get(arn);
    const open = execution?.position.phase;
    if (execution?.status !== "RUNNING" || open?.at !== "task") return;
    if (open.scheduledEventId !== scheduledEventId || open.submitted) return;
    apply(execution, afterInvocation(execution.position, open, settled, clock.now()));
  }

  return {
    begin(execution, events) {
      executions.add(execution, events);
      announce(execution.arn);
      wake(execution.arn);
    },
    apply,
    resume() {
      for (const execution of executions.list()) {
        const { arn, status, announced, position } = execution;
        if (!announced) announce(arn);
        if (status !== "RUNNING") continue;
        if (position.phase.at === "task") {
          commit(execution, afterRestart(position, position.phase, clock.now()));
        }
        wake(arn);
      }
    },
    async stop() {
      stopped = true;
      for (const cancel of timers.values()) cancel();
      timers.clear();
      await Promise.allSettled(active.values());
    },
  };
}
