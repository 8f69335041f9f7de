import { packed } from "#adapters/packed-attributes";
import type { Item, Key, Table } from "#core/table";
import type { Meter } from "./meter.ts";

/** The table in memory, which counts DynamoDB's units. */
export interface MeteredTable extends Table {
  /** Without being counted. */
  peek(key: Key): Item | undefined;
  items(): Iterable<Item>;
}

interface Kept {
  readonly item: Item;
  readonly bytes: number;
}

const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;
/** A write in a transaction costs twice; one item alone is none: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html */
const TRANSACTION = 2;

/** Makes an empty table; `meter` gives who pays now, `onWrite` is told of every item written. */
export function meteredTable(meter: () => Meter, onWrite: (item: Item) => void): MeteredTable {
  const kept = new Map<string, Kept>();
  const at = ({ pk, sk }: Key): string => `${pk}\u0000${sk}`;

  function units({ item, bytes }: Kept, times: number): number {
    const before = kept.get(at(item))?.item;
    return (
      times * Math.ceil(bytes / WRITE_UNIT_BYTES) + queueUnits(before, item) + listingUnits(before, item)
    );
  }

  return {
    peek: (key) => kept.get(at(key))?.item,
    *items() {
      for (const { item } of kept.values()) yield item;
    },
    async get(key) {
      const found = kept.get(at(key));
      meter().readUnits += Math.max(1, Math.ceil((found?.bytes ?? 0) / READ_UNIT_BYTES));
      return found?.item;
    },
    async commit(puts) {
      const writes = puts.map(({ item }) => ({ item, bytes: bytesOf(item) }));
      const holds = puts.every(({ item, expectedVersion, fromStatuses }) => {
        const current = kept.get(at(item))?.item;
        return (
          current?.version === expectedVersion &&
          (fromStatuses === undefined || fromStatuses.includes(String(current?.["status"])))
        );
      });
      const times = writes.length > 1 ? TRANSACTION : 1;
      for (const write of writes) meter().writeUnits += units(write, times);
      if (!holds) return false;
      for (const write of writes) kept.set(at(write.item), write);
      for (const { item } of writes) onWrite(item);
      return true;
    },
  };
}

/** As DynamoDB gets it; JSON says everything a little longer than DynamoDB counts it. */
function bytesOf(item: Item): number {
  return Object.entries(packed(item)).reduce(
    (sum, [name, value]) =>
      sum + name.length + (value instanceof Uint8Array ? value.length : (JSON.stringify(value)?.length ?? 0)),
    0,
  );
}

/** The sparse index `queue` holds keys alone: a unit to take an entry out, and one to put one in. */
function queueUnits(before: Item | undefined, after: Item): number {
  const entry = (item: Item | undefined): string | undefined =>
    item?.["queue"] === undefined ? undefined : `${item["queue"]} ${item["dueAt"]}`;
  const [out, into] = [entry(before), entry(after)];
  return out === into ? 0 : (out === undefined ? 0 : 1) + (into === undefined ? 0 : 1);
}

/** What operators list has these beside its keys; keys never change, so a change is one unit. */
const LISTED = ["listed", "status", "project", "identity", "mailFrom"];

function listingUnits(before: Item | undefined, after: Item): number {
  return after["listed"] === undefined || LISTED.every((name) => before?.[name] === after[name]) ? 0 : 1;
}
