import * as z from "zod";
import { OnboardingNotFoundError, TransientServiceError } from "#core/errors";
import { onboarding, onboardingKey } from "#core/onboarding/onboarding";
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

/** The sort key of the index item in an onboarding's partition. */
export const INDEXED = "indexed";

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
  const { current, before, history } = await readRecorded(onboardingId, partitions);
  const figuresNow = countHistory(history);
  const entries = entriesOf(current, history);
  const added = difference(before.figures, figuresNow);
  const version = before.version + 1;
  const changes = [...(await dayPuts(table, added)), ...entryPuts(before.entries, entries, { version, now })];
  if (changes.length === 0) return { puts: [], added };
  const after = { pk: onboardingId, sk: INDEXED, version, figures: figuresNow, entries };
  const own = { item: after, expectedVersion: before.version === 0 ? undefined : before.version };
  return { puts: [own, ...changes], added };
}

/** Reads the onboarding, its history and its index item with one query. */
async function readRecorded(onboardingId: string, partitions: Pick<Partitions, "between">) {
  const items = await partitions.between(onboardingId, "event#", "stage#~");
  const one = (wanted: string) => items.find(({ sk }) => sk === wanted);
  const stored = one(onboardingKey(onboardingId).sk);
  if (stored === undefined) throw new OnboardingNotFoundError(onboardingId);
  const item = one(INDEXED);
  return {
    current: onboarding.parse(stored),
    before: item === undefined ? { version: 0, figures: {}, entries: [] } : indexed.parse(item),
    history: historyOf(items),
  };
}

function dayPuts(table: Pick<Table, "get">, added: DayFigures): Promise<Put[]> {
  return Promise.all(
    Object.entries(added).map(async ([day, more]) => {
      const key = { pk: FIGURES_PARTITION, sk: day };
      const item = await table.get(key);
      const before: Figures = item === undefined ? {} : dayItem.parse(item).figures;
      const figures = sum([before, more]);
      return { item: { ...key, figures, version: (item?.version ?? 0) + 1 }, expectedVersion: item?.version };
    }),
  );
}

/**
 * Writes the entries that changed. Only this function writes them, always together with the onboarding's
 * index item, so that item's condition is enough. An entry that is no longer valid expires by DynamoDB's time
 * to live, and is ignored until then.
 */
function entryPuts(
  before: readonly Key[],
  after: readonly Key[],
  { version, now }: { readonly version: number; readonly now: number },
): Put[] {
  const has = (keys: readonly Key[], { pk, sk }: Key) => keys.some((one) => one.pk === pk && one.sk === sk);
  const begun = after.filter((key) => !has(before, key));
  const over = before.filter((key) => !has(after, key));
  const forgetAt = Math.floor(now / 1000);
  return [...begun, ...over.map((key) => ({ ...key, forgetAt }))].map((key) => ({
    item: { ...key, version },
    expectedVersion: "any",
  }));
}
