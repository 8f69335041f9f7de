import { onboardingKey } from "#core/onboarding/onboarding";
import { isOnboardingId } from "#core/onboarding/onboarding-id";
import { milestonesOf } from "#core/report/milestones";
import { INDEXED, indexOnboarding } from "#core/search/index-onboarding";
import type { Item, Partitions } from "#core/table";
import type { IndexUse } from "./meter.ts";
import { bytesOf, type MeteredTable, meteredTable } from "./metered-table.ts";
import { tookMs } from "./payments.ts";
import type { Story } from "./story.ts";
import type { Timeline } from "./timeline.ts";

/** The time for which the table's stream gathers records, from the template. */
const WINDOW_MS = 5000;
const READ_UNIT_BYTES = 4096;

/** The content of a stream record that `index-onboardings` reads: an event or a stage. */
const HISTORY = ["event#", "stage#"];

/** The parts that the index uses. */
interface IndexOptions {
  readonly timeline: Timeline;
  /** The table of the onboardings. */
  readonly table: Pick<MeteredTable, "peek">;
  storyOf(onboardingId: unknown): Story;
}

/**
 * The real `index-onboardings`, and its cost for each onboarding. The cost of an invocation for several
 * onboardings counts for each of them.
 */
export interface VirtualIndex {
  /** Accepts a written item. */
  written(item: Item): void;
  useOf(story: Story): IndexUse;
}

/** Makes the index of figures and search in a table of its own, which has its own count of units. */
export function virtualIndex({ timeline, table, storyOf }: IndexOptions): VirtualIndex {
  const histories = new Map<string, Map<string, Item>>();
  const uses = new Map<string, IndexUse>();
  const due = new Set<string>();
  let paying: IndexUse | undefined;
  const own = meteredTable(
    () => paying,
    () => undefined,
  );
  const partitions: Pick<Partitions, "between"> = {
    async between(pk, from, to) {
      const others = [own.peek({ pk, sk: INDEXED }), table.peek(onboardingKey(pk))];
      const found = [...(histories.get(pk)?.values() ?? []), ...others.filter((item) => item !== undefined)]
        .filter(({ sk }) => sk >= from && sk <= to)
        .toSorted((one, other) => (one.sk < other.sk ? -1 : 1));
      const bytes = found.reduce((sum, item) => sum + bytesOf(item), 0);
      if (paying) paying.readUnits += Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES));
      return found;
    },
  };

  const useOf = ({ onboardingId }: Story): IndexUse => {
    const use = uses.get(onboardingId) ?? newUse();
    uses.set(onboardingId, use);
    return use;
  };

  async function index(onboardingId: string): Promise<void> {
    due.delete(onboardingId);
    const use = useOf(storyOf(onboardingId));
    use.invocations += 1;
    use.lambdaMs += tookMs("index-onboardings");
    paying = use;
    const added = await indexOnboarding(onboardingId, timeline.now(), { table: own, partitions });
    use.milestones += milestonesOf(added).length;
    paying = undefined;
  }

  return {
    useOf,
    written(item) {
      const { pk, sk, version } = item;
      if (version > 1 || !isOnboardingId(pk) || !HISTORY.some((prefix) => sk.startsWith(prefix))) return;
      const history = histories.get(pk) ?? new Map<string, Item>();
      histories.set(pk, history.set(sk, item));
      if (due.has(pk)) return;
      due.add(pk);
      timeline.at(timeline.now() + WINDOW_MS, () => index(pk));
    },
  };
}

function newUse(): IndexUse {
  return { invocations: 0, lambdaMs: 0, readUnits: 0, writeUnits: 0, recordUnits: 0, milestones: 0 };
}
