import type { Onboarding } from "#core/onboarding/onboarding";
import { awaitedShard, type ShardStarter } from "#core/probes/shards";
import { logger } from "#platform/observability";

/** Requests a probe for an open page whose reader waits; the page is shown even if this fails. */
export async function askProber(
  current: Onboarding,
  now: number,
  { shards }: { readonly shards: ShardStarter },
): Promise<void> {
  const shard = awaitedShard(current, now);
  if (shard === undefined) return;
  try {
    await shards.start(shard);
  } catch (error) {
    logger.error("A probe was not started", { event: "probe_not_started", error: String(error) });
  }
}
