import { fixedPerMonth } from "./cost.ts";
import type { CustomerModel } from "./customer-model.ts";
import { type Figures, figuresOf, type MoreFigures, moreFiguresOf } from "./figures.ts";
import type { PolicyRun } from "./outcome.ts";
import { runPeer } from "./peer-run.ts";
import { PEERS } from "./peers.ts";
import { simulate } from "./sendworthy.ts";

/** How much is simulated. */
export interface TimeExtent {
  readonly seed: number;
  readonly onboardings: number;
  readonly model: CustomerModel;
}

/** What `npm run bench -- time` found. */
export interface TimeResult {
  /** Our own first. */
  readonly policies: readonly Figures[];
  readonly more: readonly MoreFigures[];
  /** Of any execution; Step Functions ends one at 25,000. */
  readonly maxHistoryEvents: number;
  readonly elapsedMs: number;
}

/** Lets the same customers live under our policy, by the real functions and the real machine, and under each peer's. */
export async function benchTime(
  { seed, onboardings, model }: TimeExtent,
  say: (line: string) => void,
): Promise<TimeResult> {
  const startedAt = performance.now();
  say(`${onboardings} onboardings, seed ${seed}`);
  const { run, maxHistoryEvents } = await ownRun(onboardings, seed, model);
  say(`sendworthy in ${Math.round(performance.now() - startedAt)} ms`);
  const own = { ...run, fixedPerMonth: await fixedPerMonth() };
  const runs = [own, ...PEERS.map((peer) => runPeer(peer, onboardings, seed, model))];
  return {
    policies: runs.map(figuresOf),
    more: runs.map(moreFiguresOf),
    maxHistoryEvents,
    elapsedMs: performance.now() - startedAt,
  };
}

async function ownRun(onboardings: number, seed: number, model: CustomerModel) {
  const { stories, watch, maxHistoryEvents } = await simulate(onboardings, seed, model);
  const run: PolicyRun = {
    name: "sendworthy",
    outcomes: stories.map((story) => story.outcome()),
    fixedPerMonth: null,
    watchReads: watch.callsPerDomainMonth(),
  };
  return { run, maxHistoryEvents };
}

/** What one onboarding comes to among so many. */
export interface GrowthRow {
  readonly onboardings: number;
  readonly costP50Usd: number | null;
  readonly costMeanUsd: number | null;
  readonly sesReadsP50: number | null;
  readonly transitionsP50: number | null;
  readonly maxHistoryEvents: number;
  readonly elapsedMs: number;
}

/** Lets ever more customers live under our own policy. */
export async function benchGrowth(
  { seed, model }: Omit<TimeExtent, "onboardings">,
  say: (line: string) => void,
  counts: readonly number[] = [100, 1000, 10_000],
): Promise<{ readonly growth: readonly GrowthRow[] }> {
  const growth: GrowthRow[] = [];
  for (const onboardings of counts) {
    const startedAt = performance.now();
    const { run, maxHistoryEvents } = await ownRun(onboardings, seed, model);
    const { costP50Usd, sesReadsP50, transitionsP50 } = figuresOf(run);
    const { costMeanUsd } = moreFiguresOf(run);
    const elapsedMs = Math.round(performance.now() - startedAt);
    growth.push({
      onboardings,
      costP50Usd,
      costMeanUsd,
      sesReadsP50,
      transitionsP50,
      maxHistoryEvents,
      elapsedMs,
    });
    say(JSON.stringify(growth.at(-1)));
  }
  return { growth };
}

/** The result as a table for people: a policy a column would be too wide, so a policy a row. */
export function tableOf({ policies, more, maxHistoryEvents, elapsedMs }: TimeResult): readonly string[] {
  const rows = policies.map((figures, index) => ({ ...figures, ...more[index] }));
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns, ...rows.map((row) => columns.map((column) => cell(Reflect.get(row, column))))];
  // Turned by a quarter: eight policies fit beside one another, twenty-two figures do not.
  const turned = columns.map((_, index) => cells.map((row) => row[index] ?? ""));
  const widths = cells.map((row) => Math.max(...row.map(({ length }) => length)));
  return [
    ...turned.map((row) => row.map((text, index) => text.padEnd(widths[index] ?? 0)).join("  ")),
    `longest history: ${maxHistoryEvents} events; simulated in ${Math.round(elapsedMs)} ms`,
  ];
}

function cell(value: unknown): string {
  return value === null ? "-" : String(value);
}
