import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Item } from "#core/table";

/**
 * Shorter attributes stay readable in the table. In practice, longer ones are the last check, the records and
 * the probe plan.
 */
export const PACKED_FROM = 512;

/** An item as it is stored, with its longest attributes packed. */
export type PackedItem = Readonly<Record<string, unknown>>;

/**
 * Compresses an item's longest attributes, because a write costs one unit for each kilobyte.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-use-s3-too.html
 */
export function packed(item: Item): PackedItem {
  return mapped(item, packedAttribute);
}

/** Compresses an attribute if it is long. */
export function packedAttribute(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const text = JSON.stringify(value);
  return text.length < PACKED_FROM ? value : deflateRawSync(text);
}

/** Returns the item with its compressed attributes restored. */
export function unpacked(item: PackedItem): Item {
  return mapped(item, (value) =>
    value instanceof Uint8Array ? JSON.parse(inflateRawSync(value).toString()) : value,
  ) as Item;
}

function mapped(item: PackedItem, change: (value: unknown) => unknown): PackedItem {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, change(value)]));
}
