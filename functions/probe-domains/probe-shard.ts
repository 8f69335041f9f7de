import { pace } from "#core/probes/pace";
import type { Shard } from "#core/probes/shards";
import { logger } from "#platform/observability";
import type { ProbeDeps } from "./deps.ts";
import { probeDomain } from "./probe-domain.ts";

/** Probes all domains of a shard, each at its time. A domain that fails does not delay the others. */
export async function probeShard(part: Shard, deps: ProbeDeps): Promise<void> {
  const underWay: Promise<void>[] = [];
  let passedMs = 0;
  for (const { due, afterMs } of pace(part)) {
    if (afterMs > passedMs) {
      await deps.pause(afterMs - passedMs);
      passedMs = afterMs;
    }
    underWay.push(
      probeDomain(due, part, deps).catch((error: unknown) => {
        logger.error("A probe failed", { event: "probe_failed", pk: due.pk, error: String(error) });
      }),
    );
  }
  await Promise.all(underWay);
}
