import { utcInstant } from "#core/names/utc-time";
import { AWAITED } from "#core/onboarding/waiting-on";
import { listPartition } from "#core/search/entries";
import type { Partitions } from "#core/table";
import type { ScheduledEvent } from "#platform/triggers/scheduled-event";

const DAY_MS = 24 * 60 * 60 * 1000;

/** The count stops here, because a higher number would mean the same. */
const MOST = 1000;

/** The dependencies of the count. */
interface StuckDeps {
  readonly partitions: Pick<Partitions, "page">;
  readonly isWanted: boolean;
  report(stuck: number): void;
}

/**
 * Counts the onboardings in which somebody has been awaited for more than a day; their lists are sorted by
 * time.
 */
export async function reportStuck(
  { time }: ScheduledEvent,
  { partitions, isWanted, report }: StuckDeps,
): Promise<{ stuck?: number }> {
  if (!isWanted) return {};
  const before = utcInstant(time - DAY_MS);
  const lists = await Promise.all(
    AWAITED.map((party) => partitions.page(listPartition("awaits", party), { limit: MOST })),
  );
  const stuck = lists.flat().filter(({ sk }) => sk < before).length;
  report(stuck);
  return { stuck };
}
