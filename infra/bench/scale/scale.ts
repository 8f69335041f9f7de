import { PROBE } from "#core/onboarding/schedule";
import { randomOf } from "../random.ts";
import { percentile } from "../time/percentile.ts";
import { waitingEntries, watchedEntries } from "./population.ts";
import { createRuns, type Kind, type Runs } from "./run.ts";

/** The figures of the prober with this many domains. */
export interface ScaleRow {
  readonly waiting: number;
  readonly watched: number;
  /** The delay with which domains were probed, compared with their interval. */
  readonly waitingLagP99S: number | null;
  readonly watchedLagP99S: number | null;
  /** The invocations in the busiest minute, all of which run in parallel. */
  readonly shards: number;
  readonly longestShardS: number;
  /** The most queries to the servers of one DNS host in one second. */
  readonly mostToAHost: number;
  /**
   * The cost of one domain: its share of the invocations with logs and traces, and of the reads of the index.
   */
  readonly costPerWaitingMonthUsd: number;
  readonly costPerWatchedMonthUsd: number;
}

const MINUTES = 46;
const MONTH_MINUTES = 30 * 24 * 60;
const BEGIN_MS = Date.UTC(2026, 10, 23);
const END_MS = BEGIN_MS + MINUTES * PROBE.everyMs;

/**
 * Runs the prober's real function for a period, with growing numbers of domains; for each waiting domain, ten
 * are watched.
 */
export async function benchScale(
  seed: number,
  waiting: number,
  print: (line: string) => void,
): Promise<readonly ScaleRow[]> {
  const rows: ScaleRow[] = [];
  for (const count of [Math.round(waiting / 10), waiting]) {
    rows.push(await rowOf(count, count * 10, seed));
    print(JSON.stringify(rows.at(-1)));
  }
  return rows;
}

async function rowOf(waiting: number, watched: number, seed: number): Promise<ScaleRow> {
  const random = randomOf(seed, waiting);
  const index = watchedEntries(watched, BEGIN_MS, random);
  const runs = createRuns(index.set("waiting", waitingEntries(waiting, BEGIN_MS, random)));
  for (let minute = 0; minute < MINUTES; minute += 1) await runs.run(BEGIN_MS + minute * PROBE.everyMs);
  return {
    waiting,
    watched,
    waitingLagP99S: lagOf("waiting", runs),
    watchedLagP99S: lagOf("watched", runs),
    shards: runs.shards,
    longestShardS: runs.longestShardMs / 1000,
    mostToAHost: runs.mostToAHost,
    costPerWaitingMonthUsd: monthly(runs.costOf("waiting") / waiting),
    costPerWatchedMonthUsd: monthly(runs.costOf("watched") / watched),
  };
}

const INTERVALS: Readonly<Record<Kind, number>> = { waiting: PROBE.everyMs, watched: PROBE.watchedEveryMs };

/** A domain that was never probed counts with the whole period. */
function lagOf(kind: Kind, runs: Runs): number | null {
  const gaps = [...runs.timesOf(kind).values()].flatMap((times) =>
    [BEGIN_MS, ...times].map((at, index) => (times[index] ?? END_MS) - at),
  );
  const lags = gaps.map((gap) => Math.max(0, gap - INTERVALS[kind]) / 1000);
  return percentile(lags, 0.99);
}

function monthly(usd: number): number {
  return Number((usd * (MONTH_MINUTES / MINUTES)).toFixed(6));
}
