import type { DnsResolver, DnsSession } from "#core/dns/observation";
import { registrableDomain } from "#core/names/registrable-domain";
import type { ExecutionStarter } from "#core/onboarding/executions";
import { isSesReadDue } from "#core/onboarding/probe-plan";
import { SES_READS } from "#core/onboarding/schedule";
import type { Queue } from "#core/table";
import { readAlone } from "../../../functions/watch-domains/read-awaited.ts";
import { createSlots } from "../../../functions/watch-domains/slots.ts";
import { watchDomains } from "../../../functions/watch-domains/watch-domains.ts";
import type { Ports } from "./functions.ts";
import { type Meter, useOf } from "./meter.ts";
import type { MeteredTable } from "./metered-table.ts";
import { type SesReads, sesReads } from "./ses-reads.ts";
import type { Story } from "./story.ts";
import type { Timeline } from "./timeline.ts";
import type { AwaitingSes } from "./virtual-prober.ts";

/** The interval of watch-domains. */
const RUN_MS = 300_000;

/** The parts that the watch uses. */
interface WatchOptions {
  readonly timeline: Timeline;
  readonly ports: Ports;
  readonly table: MeteredTable;
  readonly starter: ExecutionStarter;
  readonly stories: readonly Story[];
  /** Returns the story of a domain. */
  ownerOf(identity: string): Story;
  awaitingSes(): readonly AwaitingSes[];
  /** What pays for the watch. */
  readonly meter: Meter;
  /** Runs work whose units are counted. */
  count(payer: { readonly meter: Meter }, folder: string, work: () => Promise<void>): Promise<void>;
  /** False if the simulation injects faults. */
  readonly isUndisturbed: boolean;
}

/** Runs watch-domains by its schedule, from the first ticket until the end of the last story. */
export function virtualWatch(options: WatchOptions): SesReads {
  const { timeline, ports, starter, stories, ownerOf, meter } = options;
  const use = useOf(meter, FOLDER);
  const reads = sesReads(stories, timeline.now, ownerOf, () => {
    use.lambdaMs += READ_MS;
  });
  const deps = {
    ...ports,
    starter,
    identities: reads,
    reader: ports.identities,
    queue: queueOf(options),
    // No project of the simulation has a tenant.
    tenants: { paused: async () => ({ tenants: [] }) },
    listing: { list: async () => [] },
    // The reads for single onboardings are counted separately, so none are made here.
    index: { read: async () => [] },
    resolver: resolverOf(options, () => {
      use.lambdaMs += CHECK_MS;
    }),
    // The calls of one run come seconds apart, and no relevant state changes between them.
    pause: async () => undefined,
  };
  const beginMs = Math.min(...stories.map(({ life }) => life.createdMs));
  const endMs = Math.max(...stories.map(({ life }) => life.endMs));

  async function run(): Promise<void> {
    const time = timeline.now();
    const slots = createSlots(time, deps, SES_READS);
    for (const { story, onboardingId, plan } of options.awaitingSes()) {
      if (!isSesReadDue(plan, time)) continue;
      useOf(story.meter, FOLDER).lambdaMs += READ_MS;
      const awaited = { onboardingId, identity: plan.domain };
      const read = () => readAlone(awaited, time, deps, slots);
      await options.count(story, FOLDER, read).catch((error: unknown) => {
        if (options.isUndisturbed) throw error;
      });
    }
    await options.count({ meter }, FOLDER, async () => void (await watchDomains({ time }, deps)));
    if (time + RUN_MS < endMs) timeline.at(time + RUN_MS, run);
  }

  timeline.at(Math.ceil(beginMs / RUN_MS) * RUN_MS, run);
  return reads;
}

const FOLDER = "watch-domains";
/** What one read of SES adds to a run. */
const READ_MS = 200;
/** What one check of a domain's DNS adds to a run, which makes ten at once. */
const CHECK_MS = 100;

/** Makes the queue of the watch. It drops a domain after the end of its story. */
function queueOf({ table, timeline, ownerOf }: WatchOptions): Queue {
  return {
    async due(queue, nowMs) {
      const keys = await table.due(queue, nowMs);
      return keys.filter((key) => {
        const isOver = ownerOf(key.pk.slice("watch#".length)).life.endMs <= timeline.now();
        if (isOver) table.forget(key);
        return !isOver;
      });
    },
  };
}

/** Makes a resolver whose sessions find their story by the name in the first question. */
function resolverOf({ ports, ownerOf }: WatchOptions, onCheck: () => void): DnsResolver {
  return {
    open() {
      onCheck();
      let session: DnsSession | undefined;
      return {
        ask(questions) {
          const [{ name } = { name: "" }] = questions;
          session ??= ports.resolverFor(ownerOf(registrableDomain(name) ?? name).onboardingId).open();
          return session.ask(questions);
        },
        queries: () => session?.queries() ?? 0,
        end: () => session?.end(),
      };
    },
  };
}
