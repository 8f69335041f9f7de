import * as z from "zod";
import { isProbeDue, type ProbePlan, partsAt, probePlan, SES_AWAITED } from "#core/onboarding/probe-plan";
import { PROBE } from "#core/onboarding/schedule";
import type { Item } from "#core/table";
import { probeDomain } from "../../../functions/probe-domains/probe-domain.ts";
import type { Ports } from "./functions.ts";
import { bytesOf } from "./metered-table.ts";
import { proberDeps } from "./prober-deps.ts";
import type { Story } from "./story.ts";
import type { Timeline } from "./timeline.ts";

/** The parts that the prober uses. */
interface ProberOptions {
  readonly timeline: Timeline;
  readonly ports: Ports;
  readonly stories: readonly Story[];
  /** Runs work whose units are counted for a story. */
  count(story: Story, folder: string, work: () => Promise<void>): Promise<void>;
  /** True if the run dies before it sends queries. */
  isKilled(): boolean;
  /** False if the simulation injects faults. */
  readonly isUndisturbed: boolean;
}

/** An onboarding in the form of the index `probes`. */
const indexed = z.object({ pk: z.string(), probes: z.string(), probe: probePlan });

type Indexed = z.infer<typeof indexed> & { readonly sinceMs: number; readonly bytes: number };

/** An onboarding that waits only for SES. */
export interface AwaitingSes {
  readonly story: Story;
  readonly onboardingId: string;
  readonly plan: ProbePlan;
}

/** The time from the start of a run until the answers. */
const ASKING_MS = 500;
/**
 * The minutes after a change that are simulated. A change that was withheld is reported again later: progress
 * waits for its minute, perhaps twice.
 */
const PLAYED_MINUTES = 1 + (2 * PROBE.progressEveryMs) / PROBE.everyMs;

/**
 * Runs the prober every minute. A probe that finds what the last check found changes nothing, so only its
 * queries are counted. It is simulated only in the minutes after the zone or the item changed.
 */
export function virtualProber({ timeline, ports, stories, count, isKilled, isUndisturbed }: ProberOptions) {
  const index = new Map<Story, Indexed>();
  const planned = new Map<Story, number>();
  const { now } = timeline;

  function settle(story: Story): void {
    const entry = index.get(story);
    if (entry === undefined) return;
    const { due, reads } = runsBetween(entry, entry.sinceMs, now());
    story.meter.probes += due;
    story.meter.dnsQueries += due * entry.probe.records.length;
    story.meter.indexBytes += reads * entry.bytes;
    index.set(story, { ...entry, sinceMs: now() });
  }

  /** Simulates the next runs, as long as they may observe a change. */
  function play(story: Story, minutes: number): void {
    const atMs = nextRunMs(now());
    const untilMs = atMs + minutes * PROBE.everyMs;
    const before = planned.get(story);
    planned.set(story, Math.max(before ?? 0, untilMs));
    if (before === undefined) timeline.at(atMs + ASKING_MS, () => run(story, atMs));
  }

  async function run(story: Story, atMs: number): Promise<void> {
    const entry = index.get(story);
    const untilMs = planned.get(story) ?? 0;
    planned.delete(story);
    if (entry === undefined || atMs >= story.life.endMs) return;
    const isRead =
      partsAt(atMs).includes(entry.probes) && isProbeDue(entry.probes, entry.pk, entry.probe, atMs);
    const isLost = isKilled() || (isRead && !(await isProbed(story, entry, atMs)));
    // If a run was not this domain's turn, or died, the next run observes the change.
    const left = Math.ceil((untilMs - now()) / PROBE.everyMs);
    if (!isRead || isLost) play(story, Math.max(1, left));
    else if (left > 0) play(story, left);
  }

  /** A probe that fails is logged, as in probe-domains, and the next run repeats it. */
  async function isProbed(story: Story, entry: Indexed, atMs: number): Promise<boolean> {
    try {
      await probe(story, entry, atMs);
      return true;
    } catch (error) {
      if (isUndisturbed) throw error;
      return false;
    }
  }

  async function probe(story: Story, { pk, probe: plan }: Indexed, atMs: number): Promise<void> {
    await count(story, "probe-domains", () =>
      probeDomain({ pk, plan }, { now: atMs }, proberDeps(ports, story)),
    );
  }

  for (const story of stories) {
    const { states, secondServerLateMs } = story.life;
    for (const { atMs } of states)
      timeline.at(atMs, () => play(story, PLAYED_MINUTES + secondServerLateMs / PROBE.everyMs));
  }

  return {
    /** Returns the onboardings that wait only for SES, in the form of the index. */
    awaitingSes: (): readonly AwaitingSes[] =>
      [...index].flatMap(([story, { pk, probes, probe }]) =>
        probes === SES_AWAITED ? [{ story, onboardingId: pk, plan: probe }] : [],
      ),
    /** Receives each written onboarding. */
    written(story: Story, item: Item): void {
      settle(story);
      const entry = indexed.safeParse(item);
      if (!entry.success) return void index.delete(story);
      index.set(story, {
        ...entry.data,
        sinceMs: now(),
        bytes: bytesOf({ pk: item.pk, sk: item.sk, probes: item["probes"], probe: item["probe"] }),
      });
      play(story, 1);
    },
  };
}

/** Counts the runs in a period: those that read the part of the index, and those that probe the domain. */
function runsBetween({ probe, probes }: Indexed, fromMs: number, toMs: number) {
  const oftenUntilMs = Math.min(toMs, probe.since + PROBE.oftenForMs);
  const often = Math.max(0, (oftenUntilMs - fromMs) / PROBE.everyMs);
  const slow = Math.max(0, (toMs - Math.max(fromMs, oftenUntilMs)) / PROBE.slowlyEveryMs);
  const isReadAlways = probes === SES_AWAITED || partsAt(0).slice(0, 1).includes(probes);
  const all = (toMs - fromMs) / PROBE.everyMs;
  const due = isReadAlways ? often + slow : (toMs - fromMs) / PROBE.slowlyEveryMs;
  return { due, reads: isReadAlways ? all : due };
}

function nextRunMs(nowMs: number): number {
  return Math.ceil((nowMs + 1) / PROBE.everyMs) * PROBE.everyMs;
}
