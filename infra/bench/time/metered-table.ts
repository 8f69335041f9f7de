import { PACKED_FROM, packedAttribute } from "#adapters/dynamodb/packed-attributes";
import { SENT_WORDS } from "#core/notices/sent-words";
import type { Item, Key, Queue, Table } from "#core/table";
import type { FunctionUse } from "./meter.ts";

/** A table in memory that counts DynamoDB's units. */
export interface MeteredTable extends Table, Queue {
  /** Reads an item without counting units. */
  peek(key: Key): Item | undefined;
  /** Deletes an item that is not needed any more. */
  forget(key: Key): void;
}

interface Kept {
  readonly item: Item;
  /** Returns the size as DynamoDB counts it; it is calculated only when a write is counted. */
  bytes(): number;
}

const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;
/** A write in a transaction costs twice; a write of one item is no transaction: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html */
const TRANSACTION = 2;
/** The prefixes of the sort keys of stages and of the texts of notices. */
const RECORDS = ["stage#", SENT_WORDS];
/** The limit that the adapter of the queue has. */
const MOST_DUE = 100;

/** Makes an empty table. `use` returns the usage that counts now, if there is one; `onWrite` gets every written item. */
export function meteredTable(
  use: () => FunctionUse | undefined,
  onWrite: (item: Item) => void,
): MeteredTable {
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

  /** A put counts the larger of the item before and after it: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
  function units(written: Kept, times: number): number {
    const before = table.get(at(written.item));
    const bytes = Math.max(written.bytes(), before?.bytes() ?? 0);
    return (
      times * Math.ceil(bytes / WRITE_UNIT_BYTES) +
      queueUnits(before?.item, written.item) +
      probeUnits(before?.item, written.item) +
      listingUnits(before?.item, written.item)
    );
  }

  function unitsOf(writes: readonly Kept[]): number {
    const times = writes.length > 1 ? TRANSACTION : 1;
    return writes.reduce((sum, write) => sum + units(write, times), 0);
  }

  return {
    peek: (key) => table.get(at(key))?.item,
    forget(key) {
      table.delete(at(key));
      watched.delete(at(key));
    },
    async get(key) {
      const found = table.get(at(key));
      const paying = use();
      if (paying) paying.readUnits += Math.max(1, Math.ceil((found?.bytes() ?? 0) / READ_UNIT_BYTES));
      return found?.item;
    },
    async commit(puts) {
      const writes = puts.map(({ item }) => keptOf(item));
      const holds = puts.every(({ item, expectedVersion, fromStatuses }) => {
        const current = table.get(at(item))?.item;
        return (
          (expectedVersion === "any" || current?.version === expectedVersion) &&
          (fromStatuses === undefined || fromStatuses.includes(String(current?.["status"])))
        );
      });
      const paying = use();
      if (paying) {
        const others = writes.filter(({ item }) => !isRecord(item));
        const counted = unitsOf(writes);
        paying.writeUnits += counted;
        paying.recordUnits += counted - unitsOf(others);
      }
      if (!holds) return false;
      for (const write of writes) keep(write);
      for (const { item } of writes) onWrite(item);
      return true;
    },
    async due(queue, nowMs) {
      if (queue !== "watched") throw new Error(`The simulation has no queue ${queue}`);
      return [...watched.values().filter(({ dueAt }) => dueAt <= nowMs)]
        .sort((one, other) => one.dueAt - other.dueAt)
        .slice(0, MOST_DUE)
        .map(({ key }) => key);
    },
  };
}

/** Returns true for items that only the console and the report need. */
function isRecord({ sk }: Item): boolean {
  return RECORDS.some((prefix) => sk.startsWith(prefix));
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

/** Estimates the size of an item as it is stored by its JSON, which is a little longer than DynamoDB's own count. */
export function bytesOf(item: Readonly<Record<string, unknown>>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + name.length + attributeBytes(value), 0);
}

/**
 * The sizes of the latest packed attributes, by their text, because each wait writes the last check again.
 */
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

/**
 * Counts the units of the sparse index `queue`, which contains only keys: one to remove an entry, and one to
 * add an entry.
 */
function queueUnits(before: Item | undefined, after: Item): number {
  const entry = (item: Item | undefined): string | undefined =>
    item?.["queue"] === undefined ? undefined : `${item["queue"]} ${item["dueAt"]}`;
  const [out, into] = [entry(before), entry(after)];
  return out === into ? 0 : (out === undefined ? 0 : 1) + (into === undefined ? 0 : 1);
}

/**
 * Counts the units of the index `probes`, whose entries are below 1 kB: a new part takes one to remove and
 * one to add.
 */
function probeUnits(before: Item | undefined, after: Item): number {
  const [out, into] = [before, after].map((item) => [item?.["probes"], JSON.stringify(item?.["probe"])]);
  if (out?.[0] === into?.[0]) return out?.[1] === into?.[1] ? 0 : 1;
  return (out?.[0] === undefined ? 0 : 1) + (into?.[0] === undefined ? 0 : 1);
}

/** The attributes of the index `listing` beside its keys. Its keys never change, so a change costs one unit. */
const LISTED = ["listed", "status", "project", "identity", "mailFrom"];

function listingUnits(before: Item | undefined, after: Item): number {
  return after["listed"] === undefined || LISTED.every((name) => before?.[name] === after[name]) ? 0 : 1;
}
