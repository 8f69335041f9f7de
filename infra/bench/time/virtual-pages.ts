import { onboardingKey, onboarding as schema } from "#core/onboarding/onboarding";
import { PROBE } from "#core/onboarding/schedule";
import { awaitedShard } from "#core/probes/shards";
import { probeDomains } from "../../../functions/probe-domains/probe-domains.ts";
import { askProber } from "../../../functions/show-setup/ask-prober.ts";
import type { Ports } from "./functions.ts";
import type { MeteredTable } from "./metered-table.ts";
import type { Payments } from "./payments.ts";
import { proberDeps } from "./prober-deps.ts";
import type { Story } from "./story.ts";
import type { Timeline } from "./timeline.ts";

/** The parts that open pages use. */
interface PagesOptions {
  readonly timeline: Timeline;
  readonly ports: Ports;
  readonly table: MeteredTable;
  readonly payFor: Payments["payFor"];
  isProberOff(): boolean;
  /** False if the simulation injects faults. */
  readonly isUndisturbed: boolean;
}

/**
 * Opens the set-up page of each customer who acts, for ten minutes. While a record is awaited, the page's
 * script polls the status, which causes probes.
 */
export function virtualPages(options: PagesOptions, stories: readonly Story[]): void {
  const { timeline, isUndisturbed } = options;
  const { everyMs, forMs } = PROBE.awaited;

  async function poll(story: Story, closesMs: number): Promise<void> {
    const isAsking = await ask(story, options).catch((error: unknown) => {
      if (isUndisturbed) throw error;
      return true;
    });
    const nextMs = timeline.now() + everyMs;
    if (isAsking && nextMs < closesMs) timeline.at(nextMs, () => poll(story, closesMs));
  }

  for (const story of stories) {
    const { actions, endMs } = story.life;
    // A person has one page open, which the next action continues to use.
    actions.forEach(({ atMs }, index) => {
      const closesMs = Math.min(atMs + forMs, actions[index + 1]?.atMs ?? endMs, endMs);
      if (atMs + everyMs < closesMs) timeline.at(atMs + everyMs, () => poll(story, closesMs));
    });
  }
}

/**
 * Polls the status; returns false once nothing is awaited from DNS. Later polls are like those of any open
 * page.
 */
async function ask(
  story: Story,
  { timeline, ports, table, payFor, isProberOff }: PagesOptions,
): Promise<boolean> {
  const now = timeline.now();
  const shown = schema.safeParse(table.peek(onboardingKey(story.onboardingId)));
  if (!shown.success || awaitedShard(shown.data, now) === undefined) return false;
  story.meter.httpRequests += 1;
  await payFor(story, "show-setup", async () => {
    await ports.table.get(onboardingKey(story.onboardingId));
    await askProber(shown.data, now, {
      shards: {
        async start(shard) {
          if (isProberOff()) return;
          await payFor(story, "probe-domains", async () => {
            const { probed } = await probeDomains(shard, proberDeps(ports, story));
            story.meter.dnsQueries += probed * shown.data.records.length;
          });
        },
      },
    });
  });
  return true;
}
