import * as z from "zod";
import type { Onboarding } from "#core/onboarding/onboarding";
import { awaitedProbe } from "#core/onboarding/probe-plan";
import { hashOf, PROBE } from "#core/onboarding/schedule";
import { type DueDomain, dueDomain, hostOf, zoneOf } from "./due-domain.ts";

/** A part of a run. One invocation takes one, beside the others. */
export const shard = z.object({
  /** The time of the run. */
  now: z.number().int(),
  /** How many shards ask the same DNS host, which therefore share its rate. */
  sharers: z.number().int().min(1),
  domains: z.array(dueDomain),
  /** True if a page asked for it: such probes of one domain are spaced out across all pages. */
  isAwaited: z.boolean().optional(),
});

/** A part of a run. */
export type Shard = z.infer<typeof shard>;

/** A probe of one onboarding that somebody waits for. */
export function awaitedShard(current: Onboarding, now: number): Shard | undefined {
  const plan = awaitedProbe(current, now);
  return plan && { now, sharers: 1, domains: [{ pk: current.onboardingId, plan }], isAwaited: true };
}

/** Starts shards, each in an invocation of its own. */
export interface ShardStarter {
  start(shard: Shard): Promise<void>;
}

/** An asynchronous invocation takes 1 MB, and the largest plan has 1.5 kB: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const DOMAINS_A_SHARD = 500;
/** Questions for one domain. */
export const QUESTIONS = 5;
/** A run must end before the next one begins. */
const SECONDS_A_RUN = 50;

/**
 * Divides the due domains of a run. All domains of one DNS host and of one registrable domain are in shards of their own
 * or in one shard, so that a rate holds though no shard knows of another. Those that do not fit into a run wait for a
 * later one: the order changes with each run.
 */
export function shardsOf(due: readonly DueDomain[], now: number): readonly Shard[] {
  const shuffled = due.toSorted((one, other) => placeOf(one, now) - placeOf(other, now));
  const fitting = atMost(shuffled, zoneOf, (SECONDS_A_RUN * PROBE.mostASecond.domain) / QUESTIONS);
  const kept = atMost(fitting, hostOf, (SECONDS_A_RUN * PROBE.mostASecond.host) / QUESTIONS);
  // A shard lasts as long as its largest host, and is paid for while it pauses: so the large hosts are together.
  const hosts = [...Map.groupBy(kept, hostOf).values()].toSorted((one, other) => other.length - one.length);
  const large = hosts.filter(({ length }) => length > DOMAINS_A_SHARD).flatMap((host) => divided(host, now));
  const small = packed(hosts.filter(({ length }) => length <= DOMAINS_A_SHARD));
  return [...large, ...small.map((domains) => ({ now, sharers: 1, domains }))];
}

/** A host with many domains: the names of one registrable domain stay together. */
function divided(host: readonly DueDomain[], now: number): readonly Shard[] {
  const parts = packed([...Map.groupBy(host, zoneOf).values()].flatMap(pieces));
  return parts.map((domains) => ({ now, sharers: parts.length, domains }));
}

/** No registrable domain fills more than a shard in one run. */
function pieces(zone: readonly DueDomain[]): readonly (readonly DueDomain[])[] {
  return [zone.slice(0, DOMAINS_A_SHARD)];
}

/** Puts groups together, in their order, as long as a shard has room. */
function packed(groups: readonly (readonly DueDomain[])[]): DueDomain[][] {
  const shards: DueDomain[][] = [];
  for (const group of groups) {
    const last = shards.at(-1);
    if (last !== undefined && last.length + group.length <= DOMAINS_A_SHARD) last.push(...group);
    else shards.push([...group]);
  }
  return shards;
}

function atMost(
  due: readonly DueDomain[],
  groupOf: (one: DueDomain) => string,
  most: number,
): readonly DueDomain[] {
  const counts = new Map<string, number>();
  return due.filter((one) => {
    const count = (counts.get(groupOf(one)) ?? 0) + 1;
    counts.set(groupOf(one), count);
    return count <= most;
  });
}

/** A place that changes with each run, so that nobody can count on being first, and nobody is always last. */
function placeOf({ pk }: DueDomain, now: number): number {
  return hashOf(`${now} ${pk}`);
}
