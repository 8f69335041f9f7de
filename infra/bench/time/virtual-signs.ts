import * as z from "zod";
import { partsAt, probePlan } from "#core/onboarding/probe-plan";
import { PROBE } from "#core/onboarding/schedule";
import type { Item } from "#core/table";
import { probeDomain } from "../../../functions/probe-domains/probe-domain.ts";
import type { Ports } from "./functions.ts";
import type { Meter } from "./meter.ts";
import { bytesOf } from "./metered-table.ts";
import { proberDeps } from "./prober-deps.ts";
import type { Story } from "./story.ts";
import type { Timeline } from "./timeline.ts";

/** The parts that the probes of verified domains use. */
interface SignsOptions {
  readonly timeline: Timeline;
  readonly ports: Ports;
  readonly stories: readonly Story[];
  /** What pays for the watch. */
  readonly meter: Meter;
  /** Runs work whose units are counted. */
  count(payer: { readonly meter: Meter }, folder: string, work: () => Promise<void>): Promise<void>;
  /** True if the run dies before it asks. */
  isKilled(): boolean;
  /** False if the simulation injects faults. */
  readonly isUndisturbed: boolean;
}

/** A verified domain as the index `probes` holds it. */
const indexed = z.object({ pk: z.string(), probes: z.string(), probe: probePlan });

type Indexed = z.infer<typeof indexed> & { readonly sinceMs: number; readonly bytes: number };

const watch = z.object({ signAt: z.number().optional() });

/** The time from the start of a run to the answers. */
const ASKING_MS = 500;
/** One name server may have a change two minutes later than the other, so the second turn asks it in any case. */
const PLAYED_TURNS = 3;

/**
 * Probes the verified domains each quarter of an hour. Only the turns after a change of the zone can see news and are
 * played; all are counted.
 */
export function virtualSigns(options: SignsOptions) {
  const { timeline, ports, stories, meter, isKilled, isUndisturbed } = options;
  const index = new Map<Story, Indexed>();
  const { now } = timeline;
  let watchedMs = 0;

  function settle(story: Story): void {
    const entry = index.get(story);
    if (entry === undefined) return;
    const passedMs = Math.max(0, Math.min(now(), story.life.endMs) - entry.sinceMs);
    const turns = passedMs / PROBE.watchedEveryMs;
    watchedMs += passedMs;
    meter.probes += turns;
    meter.indexBytes += turns * entry.bytes;
    index.set(story, { ...entry, sinceMs: now() });
  }

  function plan(story: Story, turns: number): void {
    const entry = index.get(story);
    if (entry === undefined || turns === 0) return;
    let atMs = Math.ceil((now() + 1) / PROBE.everyMs) * PROBE.everyMs;
    while (!partsAt(atMs).includes(entry.probes)) atMs += PROBE.everyMs;
    timeline.at(atMs + ASKING_MS, () => turn(story, atMs, turns - 1));
  }

  async function turn(story: Story, atMs: number, left: number): Promise<void> {
    plan(story, left);
    const entry = index.get(story);
    if (entry === undefined || atMs >= story.life.endMs || isKilled()) return;
    const { pk } = entry;
    const probe = () => probeDomain({ pk, plan: entry.probe }, { now: atMs }, proberDeps(ports, story));
    await options.count({ meter }, "probe-domains", probe).catch((error: unknown) => {
      if (isUndisturbed) throw error;
    });
  }

  for (const story of stories) {
    for (const { atMs } of story.life.states) timeline.at(atMs, () => plan(story, PLAYED_TURNS));
  }

  return {
    meter,
    /** Receives each written item of a watched domain. */
    written(story: Story, item: Item): void {
      settle(story);
      const { signAt } = watch.parse(item);
      if (signAt !== undefined) story.signed(signAt);
      const entry = indexed.safeParse(item);
      if (!entry.success) return void index.delete(story);
      const { pk, sk } = item;
      const bytes = bytesOf({ pk, sk, probes: item["probes"], probe: item["probe"] });
      index.set(story, { ...entry.data, sinceMs: now(), bytes });
    },
    /** Returns how long all domains together were watched, once the simulation is over. */
    watchedMs(): number {
      for (const story of stories) settle(story);
      return watchedMs;
    },
  };
}
