import type { DnsAnswer } from "#core/dns/observation";
import type { ProbeQuestion } from "#core/dns/prober";
import { probePlan } from "#core/onboarding/probe-plan";
import { type DueDomain, hostOf } from "#core/probes/due-domain";
import type { Shard } from "#core/probes/shards";
import type { ListEntry } from "#core/table";
import type { ProbeDeps } from "../../../functions/probe-domains/deps.ts";
import { probeDomains } from "../../../functions/probe-domains/probe-domains.ts";
import { indexCost, invocationCost } from "../time/cost.ts";

/** The time that an invocation needs beside its pauses: the questions to all servers are under way at once. */
const SHARD_MS = 1000;

/** Why a domain is in the index. */
export type Kind = "waiting" | "watched";

/** What the runs of the prober did. */
export interface Runs {
  /** Makes the run of one minute, with all its invocations. */
  run(now: number): Promise<void>;
  /** The times at which each domain of a kind was probed. */
  timesOf(kind: Kind): ReadonlyMap<string, readonly number[]>;
  costOf(kind: Kind): number;
  readonly shards: number;
  readonly longestShardMs: number;
  readonly mostToAHost: number;
}

/** Runs the prober's real function over an index in memory; every answer is what the last check saw. */
export function createRuns(index: ReadonlyMap<string, readonly ListEntry[]>): Runs {
  const times = { waiting: new Map<string, number[]>(), watched: new Map<string, number[]>() };
  const cost = { waiting: 0, watched: 0 };
  let [shards, longestShardMs, mostToAHost] = [0, 0, 0];

  async function run(now: number): Promise<void> {
    const parts: Shard[] = [];
    const perSecond = new Map<string, number>();
    const asked = (): never => {
      throw new Error("So few domains that a run is not divided");
    };
    await probeDomains({ time: now }, depsOf({ parts, pause: () => undefined, asked }));
    for (const part of parts) await invoke(part, now, perSecond);
    shards = Math.max(shards, parts.length);
    mostToAHost = Math.max(mostToAHost, ...perSecond.values());
  }

  async function invoke(part: Shard, now: number, perSecond: Map<string, number>): Promise<void> {
    const due = new Map(part.domains.map((one) => [one.plan.records[0]?.name, one]));
    let pausedMs = 0;
    const asked = (questions: readonly ProbeQuestion[]): void => {
      const one = due.get(questions[0]?.name);
      if (one === undefined) throw new Error("A shard asks for a domain that it does not have");
      const second = `${hostOf(one)} ${Math.floor(pausedMs / 1000)}`;
      perSecond.set(second, (perSecond.get(second) ?? 0) + questions.length);
      const known = times[kindOf(one)];
      const before = known.get(one.pk);
      if (before === undefined) known.set(one.pk, [now + pausedMs]);
      else before.push(now + pausedMs);
    };
    await probeDomains(part, depsOf({ parts: [], pause: (ms) => (pausedMs += ms), asked }));
    const tookMs = pausedMs + SHARD_MS;
    longestShardMs = Math.max(longestShardMs, tookMs);
    for (const one of part.domains) cost[kindOf(one)] += invocationCost(tookMs) / part.domains.length;
  }

  function depsOf(here: Here): ProbeDeps {
    return {
      index: {
        async read(part) {
          const entries = index.get(part) ?? [];
          cost[part.startsWith("watched") ? "watched" : "waiting"] += indexCost(bytesOf(entries));
          return [...entries];
        },
      },
      prober: {
        async askOne(questions) {
          here.asked(questions);
          return questions.map((question) => answers.get(keyOf(question)) ?? ABSENT);
        },
        askAll: async () => [],
      },
      shards: { start: async (part) => void here.parts.push(part) },
      pause: async (ms) => void here.pause(ms),
      ...NOTHING_HAPPENS,
    };
  }

  const answers = answersOf(index);
  return {
    run,
    timesOf: (kind) => times[kind],
    costOf: (kind) => cost[kind],
    get shards() {
      return shards;
    },
    get longestShardMs() {
      return longestShardMs;
    },
    get mostToAHost() {
      return mostToAHost;
    },
  };
}

/** One invocation. */
interface Here {
  readonly parts: Shard[];
  pause(ms: number): void;
  asked(questions: readonly ProbeQuestion[]): void;
}

const NOTHING_HAPPENS = {
  table: { get: async () => undefined, commit: async () => true },
  resumer: { resume: async () => undefined },
  turns: { take: async () => 0, takeIfFree: async () => true },
};

const ABSENT: DnsAnswer = { kind: "absent", nxdomain: true, negativeTtl: 300 };

/** What the name servers hold: the records of the domains that are verified. */
function answersOf(index: ReadonlyMap<string, readonly ListEntry[]>): ReadonlyMap<string, DnsAnswer> {
  const plans = [...index.values()].flatMap((entries) => entries.map(({ probe }) => probePlan.parse(probe)));
  const held = plans.flatMap(({ records }) => records.filter(({ right }) => right));
  return new Map(held.map((one) => [keyOf(one), { kind: "records", values: [one.value], ttl: 3600 }]));
}

function keyOf({ name, type }: ProbeQuestion): string {
  return `${type} ${name}`;
}

/** The size of entries as DynamoDB counts it, estimated by their JSON. */
function bytesOf(entries: readonly ListEntry[]): number {
  return entries.reduce((sum, entry) => sum + JSON.stringify(entry).length, 0);
}

function kindOf({ pk }: DueDomain): Kind {
  return pk.startsWith("watch#") ? "watched" : "waiting";
}
