import { difference, type Figures, sum } from "#core/report/figures";
import type { Partitions, Table } from "#core/table";
import { dayItem, FIGURES_PARTITION, INDEXED, indexed } from "./index-onboarding.ts";

/** How often the comparison is tried when figures change meanwhile. */
const TRIES = 10;

/** Sort keys before and after those of all days. */
const [FIRST_DAY, LAST_DAY] = ["0", "9"];

/**
 * Indexes the onboardings, adds up their contributions, and corrects the days that differ. Returns these
 * days. A day that changes meanwhile is compared again.
 */
export async function restoreFigures(
  ids: readonly string[],
  { table, partitions }: { readonly table: Table; readonly partitions: Pick<Partitions, "between"> },
  index: (onboardingId: string) => Promise<void>,
): Promise<string[]> {
  for (const id of ids) await index(id);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const items = await partitions.between(FIGURES_PARTITION, FIRST_DAY, LAST_DAY);
    const before = Object.fromEntries(items.map((item) => [item.sk, dayItem.parse(item)]));
    const added = await totals(ids, table);
    const wrong = Object.keys(difference(figuresOf(before), added));
    const written = await Promise.all(
      wrong.map((day) =>
        table.commit([
          {
            item: {
              pk: FIGURES_PARTITION,
              sk: day,
              figures: added[day] ?? {},
              version: (before[day]?.version ?? 0) + 1,
            },
            expectedVersion: before[day]?.version,
          },
        ]),
      ),
    );
    if (written.every(Boolean)) return wrong;
  }
  throw new Error("The figures change too quickly to be compared: try again later");
}

function figuresOf(days: Readonly<Record<string, { readonly figures: Figures }>>): Record<string, Figures> {
  return Object.fromEntries(Object.entries(days).map(([day, { figures }]) => [day, figures]));
}

async function totals(ids: readonly string[], table: Pick<Table, "get">): Promise<Record<string, Figures>> {
  const all = new Map<string, Figures>();
  for (const id of ids) {
    const item = await table.get({ pk: id, sk: INDEXED });
    if (item === undefined) continue;
    for (const [day, figures] of Object.entries(indexed.parse(item).figures))
      all.set(day, sum([all.get(day) ?? {}, figures]));
  }
  return Object.fromEntries(all);
}
