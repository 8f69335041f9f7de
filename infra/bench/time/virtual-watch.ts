import type { Starter } from "#core/ports";
import { lookAtDns } from "../../../functions/watch-domains/look-at-dns.ts";
import type { Ports } from "./functions.ts";
import type { Story } from "./story.ts";
import type { Timeline } from "./timeline.ts";

/** The schedule of watch-domains. */
const RUN_MS = 300_000;

/** What the watch is made of. */
interface WatchOptions {
  readonly timeline: Timeline;
  readonly ports: Ports;
  readonly starter: Starter;
  /** False where everything fails now and then. */
  readonly isCalm: boolean;
}

/**
 * The watch over verified domains, by its own look at DNS: what that finds is written with the time of the next look, and
 * once a story is told nobody looks any more. It costs by the month, so no onboarding pays for it.
 */
export function virtualWatch({ timeline, ports, starter, isCalm }: WatchOptions) {
  function watch(story: Story, dueAt: number): void {
    const atMs = Math.ceil(dueAt / RUN_MS) * RUN_MS;
    if (atMs < story.life.endMs) timeline.at(atMs, () => look(story));
  }

  async function look(story: Story): Promise<void> {
    const now = timeline.now();
    const { meter } = story;
    const { dnsQueries } = meter;
    try {
      await lookAtDns(story.life.domain, now, {
        ...ports,
        resolver: ports.resolverFor(story.onboardingId),
        starter: {
          start(...started) {
            story.relapsed();
            return starter.start(...started);
          },
        },
      });
    } catch (error) {
      if (isCalm) throw error;
      watch(story, now + RUN_MS);
    } finally {
      meter.dnsQueries = dnsQueries;
    }
  }

  return watch;
}
