import { consoleCost, fixedPerMonth } from "./cost.ts";
import type { CustomerModel } from "./customer-model.ts";
import { costItemsOf, type Figures, figuresOf, type MoreFigures, moreFiguresOf } from "./figures.ts";
import type { PolicyRun } from "./outcome.ts";
import { runPeer } from "./peer-run.ts";
import { PEERS } from "./peers.ts";
import { simulate } from "./sendworthy.ts";

/** The size of a simulation. */
export interface TimeExtent {
  readonly seed: number;
  readonly onboardings: number;
  readonly model: CustomerModel;
}

/** The result of `npm run bench -- time`. */
export interface TimeResult {
  /** One entry for each policy, Sendworthy's first. */
  readonly policies: readonly Figures[];
  readonly more: readonly MoreFigures[];
  /** The cost items of a median onboarding of Sendworthy, in millionths of a USD. */
  readonly costItems: Readonly<Record<string, number>>;
  /** The longest history of an execution; Step Functions ends an execution at 25,000 events. */
  readonly maxHistoryEvents: number;
  readonly elapsedMs: number;
}

/** Simulates the same customers under Sendworthy, with its real functions, and under each peer's policy. */
export async function benchTime(
  { seed, onboardings, model }: TimeExtent,
  print: (line: string) => void,
): Promise<TimeResult> {
  const startedAt = performance.now();
  print(`${onboardings} onboardings, seed ${seed}`);
  const { run, maxHistoryEvents } = await ownRun(onboardings, seed, model);
  print(`sendworthy in ${Math.round(performance.now() - startedAt)} ms`);
  const own = { ...run, fixedPerMonth: await fixedPerMonth() };
  const runs = [own, ...PEERS.map((peer) => runPeer(peer, onboardings, seed, model))];
  return {
    policies: runs.map(figuresOf),
    more: runs.map(moreFiguresOf),
    costItems: costItemsOf(own),
    maxHistoryEvents,
    elapsedMs: performance.now() - startedAt,
  };
}

async function ownRun(onboardings: number, seed: number, model: CustomerModel) {
  const { stories, watch, watchMonth, index, maxHistoryEvents } = await simulate(onboardings, seed, model);
  const outcomes = stories.map((story) => story.outcome());
  const run: PolicyRun = {
    name: "sendworthy",
    outcomes,
    consoleCosts: stories.map((story, at) => consoleCost(index.useOf(story), outcomes[at]?.meter)),
    fixedPerMonth: null,
    watchReads: watch.callsPerDomainMonth(),
    watchMonth,
  };
  return { run, maxHistoryEvents };
}

/** The figures of one onboarding, in a number of simultaneous onboardings. */
export interface GrowthRow {
  readonly onboardings: number;
  readonly costP50Usd: number | null;
  readonly costMeanUsd: number | null;
  readonly sesReadsP50: number | null;
  readonly transitionsP50: number | null;
  readonly maxHistoryEvents: number;
  readonly elapsedMs: number;
}

/** Simulates growing numbers of customers under Sendworthy. */
export async function benchGrowth(
  { seed, model }: Omit<TimeExtent, "onboardings">,
  print: (line: string) => void,
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
    print(JSON.stringify(growth.at(-1)));
  }
  return { growth };
}

/** Writes the result as a table for people. */
export function tableOf({
  policies,
  more,
  costItems,
  maxHistoryEvents,
  elapsedMs,
}: TimeResult): readonly string[] {
  const rows = policies.map((figures, index) => ({ ...figures, ...more[index] }));
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns, ...rows.map((row) => columns.map((column) => cell(Reflect.get(row, column))))];
  // One column for each policy, because eight policies fit next to each other but twenty-two figures do not.
  const turned = columns.map((_, index) => cells.map((row) => row[index] ?? ""));
  const widths = cells.map((row) => Math.max(...row.map(({ length }) => length)));
  return [
    ...turned.map((row) => row.map((text, index) => text.padEnd(widths[index] ?? 0)).join("  ")),
    "what a middle onboarding costs, in millionths of a USD:",
    ...Object.entries(costItems).map(([name, cost]) => `  ${name.padEnd(20)}${String(cost).padStart(6)}`),
    `longest history: ${maxHistoryEvents} events; simulated in ${Math.round(elapsedMs)} ms`,
  ];
}

function cell(value: unknown): string {
  return value === null ? "-" : String(value);
}
