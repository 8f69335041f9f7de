import { PACKED_FROM, packedAttribute } from "#adapters/dynamodb/packed-attributes";
import type { Item, Key, Queue, Table } from "#core/table";
import type { Meter } from "./meter.ts";

/** The table in memory, which counts DynamoDB's units. */
export interface MeteredTable extends Table, Queue {
  /** Without being counted. */
  peek(key: Key): Item | undefined;
  /** No reader asks for it any more. */
  forget(key: Key): void;
  /** It is due at another time, of which its version tells nothing. */
  postpone(key: Key, dueAt: number): void;
}

interface Kept {
  readonly item: Item;
  /** The units that DynamoDB counts, computed only while a meter runs. */
  bytes(): number;
}

const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;
/**
 * A write in a transaction costs twice; one item alone is none:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
const TRANSACTION = 2;
/** The limit of the queue's adapter. */
const MOST_DUE = 100;

/** Makes an empty table. `meter` returns the meter that counts now, if any; `onWrite` gets every item that is written. */
export function meteredTable(meter: () => Meter | undefined, onWrite: (item: Item) => void): MeteredTable {
  const table = new Map<string, Kept>();
  const watched = new Map<string, { readonly key: Key; readonly dueAt: number }>();
  const at = ({ pk, sk }: Key): string => `${pk}\u0000${sk}`;

  function keep(kept: Kept): void {
    const { pk, sk, queue, dueAt } = kept.item;
    const place = at(kept.item);
    table.set(place, kept);
    if (queue === "watched") watched.set(place, { key: { pk, sk }, dueAt: Number(dueAt) });
    else watched.delete(place);
  }

  /**
   * A put counts what the item was or what it becomes, whichever is larger:
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
   */
  function units(written: Kept, times: number): number {
    const before = table.get(at(written.item));
    const bytes = Math.max(written.bytes(), before?.bytes() ?? 0);
    return (
      times * Math.ceil(bytes / WRITE_UNIT_BYTES) +
      queueUnits(before?.item, written.item) +
      listingUnits(before?.item, written.item)
    );
  }

  return {
    peek: (key) => table.get(at(key))?.item,
    forget(key) {
      table.delete(at(key));
      watched.delete(at(key));
    },
    postpone(key, dueAt) {
      const kept = table.get(at(key));
      if (kept) keep(keptOf({ ...kept.item, dueAt }));
    },
    async get(key) {
      const found = table.get(at(key));
      const paying = meter();
      if (paying) paying.readUnits += Math.max(1, Math.ceil((found?.bytes() ?? 0) / READ_UNIT_BYTES));
      return found?.item;
    },
    async commit(puts) {
      const writes = puts.map(({ item }) => keptOf(item));
      const holds = puts.every(({ item, expectedVersion, fromStatuses }) => {
        const current = table.get(at(item))?.item;
        return (
          current?.version === expectedVersion &&
          (fromStatuses === undefined || fromStatuses.includes(String(current?.["status"])))
        );
      });
      const times = writes.length > 1 ? TRANSACTION : 1;
      const paying = meter();
      if (paying) for (const write of writes) paying.writeUnits += units(write, times);
      if (!holds) return false;
      for (const write of writes) keep(write);
      for (const { item } of writes) onWrite(item);
      return true;
    },
    async due(queue, nowMs) {
      if (queue !== "watched") throw new Error(`Nobody asks what is ${queue}`);
      return [...watched.values().filter(({ dueAt }) => dueAt <= nowMs)]
        .sort((one, other) => one.dueAt - other.dueAt)
        .slice(0, MOST_DUE)
        .map(({ key }) => key);
    },
  };
}

function keptOf(item: Item): Kept {
  let bytes: number | undefined;
  return {
    item,
    bytes() {
      bytes ??= bytesOf(item);
      return bytes;
    },
  };
}

/** As DynamoDB gets it; JSON says everything a little longer than DynamoDB counts it. */
function bytesOf(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + name.length + attributeBytes(value), 0);
}

/** The latest packed attributes, by their texts: each wait writes again what the look before it found. */
const packedBytes = new Map<string, number>();
const MOST_KEPT = 1000;

function attributeBytes(value: unknown): number {
  const text = JSON.stringify(value) ?? "";
  if (text.length < PACKED_FROM) return text.length;
  const known = packedBytes.get(text);
  if (known !== undefined) return known;
  const attribute = packedAttribute(value);
  const bytes = attribute instanceof Uint8Array ? attribute.length : text.length;
  if (packedBytes.size >= MOST_KEPT) packedBytes.clear();
  packedBytes.set(text, bytes);
  return bytes;
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
