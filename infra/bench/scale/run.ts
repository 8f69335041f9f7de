import type { DnsAnswer } from "#core/dns/observation";
import type { ProbeQuestion } from "#core/dns/prober";
import { probePlan } from "#core/onboarding/probe-plan";
import { type DueDomain, hostOf } from "#core/probes/due-domain";
import type { Shard } from "#core/probes/shards";
import type { ListEntry } from "#core/table";
import type { ProbeDeps } from "../../../functions/probe-domains/deps.ts";
import { probeDomains } from "../../../functions/probe-domains/probe-domains.ts";
import { indexCost, invocationCost } from "../time/cost.ts";
import { bytesOf } from "../time/metered-table.ts";

/**
 * The time of an invocation besides its pauses: for the start and the last answers, and for each domain. It
 * is three times the measured time.
 */
const SHARD_MS = { atLeast: 500, aDomain: 2.5 };

/** Why a domain is in the index. */
export type Kind = "waiting" | "watched";

/** The results of the prober's runs. */
export interface Runs {
  /** Runs one minute, with all its invocations. */
  run(now: number): Promise<void>;
  /** The times at which each domain of a kind was probed. */
  timesOf(kind: Kind): ReadonlyMap<string, readonly number[]>;
  costOf(kind: Kind): number;
  readonly shards: number;
  readonly longestShardMs: number;
  readonly mostToAHost: number;
}

/** Runs the prober's real function over an index in memory; every answer equals the last check's. */
export function createRuns(index: ReadonlyMap<string, readonly ListEntry[]>): Runs {
  const due = dueDomainsOf(index);
  const times = { waiting: timesFor("waiting", due), watched: timesFor("watched", due) };
  const answers = answersOf(due);
  const cost = { waiting: 0, watched: 0 };
  const bytes = new Map([...index].map(([part, entries]) => [part, bytesOfAll(entries)]));
  let [shards, longestShardMs, mostToAHost] = [0, 0, 0];

  async function run(now: number): Promise<void> {
    const questions = new Map<string, number>();
    const parts = await invoke({ time: now }, now, questions);
    for (const part of parts) await invoke(part, now, questions);
    shards = Math.max(shards, 1 + parts.length);
    mostToAHost = Math.max(mostToAHost, ...questions.values());
  }

  /** Runs one invocation, and returns the parts that it started. */
  async function invoke(
    event: Event,
    now: number,
    perSecond: Map<string, number>,
  ): Promise<readonly Shard[]> {
    const parts: Shard[] = [];
    const probed: DueDomain[] = [];
    let pausedMs = 0;
    const asked = (questions: readonly ProbeQuestion[]): void => {
      const one = due.get(questions[0]?.name);
      if (one === undefined) throw new Error("The prober asks for a domain that is not in the index");
      const second = `${hostOf(one)} ${Math.floor(pausedMs / 1000)}`;
      perSecond.set(second, (perSecond.get(second) ?? 0) + questions.length);
      probed.push(one);
      times[kindOf(one)].get(one.pk)?.push(now + pausedMs);
    };
    await probeDomains(event, depsOf({ parts, asked, pause: (ms) => (pausedMs += ms) }));
    const tookMs = pausedMs + SHARD_MS.atLeast + SHARD_MS.aDomain * probed.length;
    longestShardMs = Math.max(longestShardMs, tookMs);
    const usd = invocationCost(tookMs, JSON.stringify(event).length);
    for (const one of probed) cost[kindOf(one)] += usd / probed.length;
    return parts;
  }

  function depsOf(here: Here): ProbeDeps {
    return {
      index: {
        async read(part) {
          const entries = index.get(part) ?? [];
          cost[part.startsWith("watched") ? "watched" : "waiting"] += indexCost(bytes.get(part) ?? 0);
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

type Event = Parameters<typeof probeDomains>[0];

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

/** Returns all domains of the index, by the name of their first record. */
function dueDomainsOf(
  index: ReadonlyMap<string, readonly ListEntry[]>,
): ReadonlyMap<string | undefined, DueDomain> {
  const all = [...index.values()].flat().map(({ pk, probe }) => ({ pk, plan: probePlan.parse(probe) }));
  return new Map(all.map((one) => [one.plan.records[0]?.name, one]));
}

/** Makes an empty list of times for each domain of a kind. */
function timesFor(kind: Kind, due: ReadonlyMap<unknown, DueDomain>): ReadonlyMap<string, number[]> {
  const domains = [...due.values()].filter((one) => kindOf(one) === kind);
  return new Map(domains.map(({ pk }) => [pk, []]));
}

/** Returns the records that the name servers hold: those of verified domains. */
function answersOf(due: ReadonlyMap<unknown, DueDomain>): ReadonlyMap<string, DnsAnswer> {
  const held = [...due.values()].flatMap(({ plan }) => plan.records.filter(({ right }) => right));
  return new Map(held.map((one) => [keyOf(one), { kind: "records", values: [one.value], ttl: 3600 }]));
}

function keyOf({ name, type }: ProbeQuestion): string {
  return `${type} ${name}`;
}

function bytesOfAll(entries: readonly ListEntry[]): number {
  return entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
}

function kindOf({ pk }: DueDomain): Kind {
  return pk.startsWith("watch#") ? "watched" : "waiting";
}
