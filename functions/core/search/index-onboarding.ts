import * as z from "zod";
import { TransientServiceError } from "#core/errors";
import { readOnboarding } from "#core/onboarding/store";
import { countHistory } from "#core/report/count-history";
import { type DayFigures, difference, type Figures, sum } from "#core/report/figures";
import { historyOf } from "#core/report/history";
import type { Key, Partitions, Put, Table } from "#core/table";
import { entriesOf } from "./entries.ts";

const figures = z.record(z.string(), z.number());

/** An onboarding's contribution to the figures, and the entries by which it is found. */
export const indexed = z.object({
  version: z.number().int(),
  figures: z.record(z.string(), figures),
  entries: z.array(z.object({ pk: z.string(), sk: z.string() })),
});

/** The figures of one day. */
export const dayItem = z.object({ version: z.number().int(), figures });

/** The partition of the figures of all days. */
export const FIGURES_PARTITION = "figures";

/** How often indexing is tried when other writes come first. */
const TRIES = 10;

/**
 * Updates the figures and entries of an onboarding in one transaction, and returns the additions to the
 * figures. It counts the recorded history, not the event that triggered it, so that a repeated call changes
 * nothing.
 */
export async function indexOnboarding(
  onboardingId: string,
  now: number,
  { table, partitions }: { readonly table: Table; readonly partitions: Pick<Partitions, "between"> },
): Promise<DayFigures> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { puts, added } = await indexChange(onboardingId, now, { table, partitions });
    if (puts.length === 0 || (await table.commit(puts))) return added;
  }
  throw new TransientServiceError(`${onboardingId} was indexed by others ${TRIES} times in a row`);
}

/** Reads the figures of the days from `from` to `to`. */
export async function readFigures(
  partitions: Pick<Partitions, "between">,
  from: string,
  to: string,
): Promise<DayFigures> {
  const items = await partitions.between(FIGURES_PARTITION, from, to);
  return Object.fromEntries(items.map((item) => [item.sk, dayItem.parse(item).figures]));
}

async function indexChange(
  onboardingId: string,
  now: number,
  { table, partitions }: { readonly table: Table; readonly partitions: Pick<Partitions, "between"> },
): Promise<{ puts: Put[]; added: DayFigures }> {
  const key = { pk: onboardingId, sk: "indexed" };
  const item = await table.get(key);
  const before = item === undefined ? { version: 0, figures: {}, entries: [] } : indexed.parse(item);
  const history = historyOf([
    ...(await partitions.between(onboardingId, "event#", "event#~")),
    ...(await partitions.between(onboardingId, "stage#", "stage#~")),
  ]);
  const figuresNow = countHistory(history);
  const entries = entriesOf(await readOnboarding(table, onboardingId), history);
  const added = difference(before.figures, figuresNow);
  const changes = [
    ...(await dayPuts(table, added)),
    ...(await entryPuts(table, before.entries, entries, now)),
  ];
  if (changes.length === 0) return { puts: [], added };
  const after = { ...key, version: before.version + 1, figures: figuresNow, entries };
  const own = { item: after, expectedVersion: before.version === 0 ? undefined : before.version };
  return { puts: [own, ...changes], added };
}

function dayPuts(table: Pick<Table, "get">, added: DayFigures): Promise<Put[]> {
  return Promise.all(
    Object.entries(added).map(([day, more]) =>
      changed(table, { pk: FIGURES_PARTITION, sk: day }, (item) => {
        const before: Figures = item === undefined ? {} : dayItem.parse(item).figures;
        return { figures: sum([before, more]) };
      }),
    ),
  );
}

/** An entry that is no longer valid expires by DynamoDB's time to live, and is ignored until then. */
async function entryPuts(
  table: Pick<Table, "get">,
  before: readonly Key[],
  after: readonly Key[],
  now: number,
): Promise<Put[]> {
  const has = (keys: readonly Key[], { pk, sk }: Key) => keys.some((one) => one.pk === pk && one.sk === sk);
  const begun = after.filter((key) => !has(before, key));
  const over = before.filter((key) => !has(after, key));
  return Promise.all([
    ...begun.map((key) => changed(table, key, () => ({}))),
    ...over.map((key) => changed(table, key, () => ({ forgetAt: Math.floor(now / 1000) }))),
  ]);
}

async function changed(
  table: Pick<Table, "get">,
  key: Key,
  attributesOf: (item: unknown) => Readonly<Record<string, unknown>>,
): Promise<Put> {
  const item = await table.get(key);
  const expectedVersion = item?.version;
  return { item: { ...key, ...attributesOf(item), version: (expectedVersion ?? 0) + 1 }, expectedVersion };
}
