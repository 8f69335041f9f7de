/** The key of an item in the DynamoDB table. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** The most bytes of the two parts of a key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const MOST_BYTES = { pk: 2048, sk: 1024 } as const;

/** True for a key that DynamoDB accepts; a read with any other key fails. */
export function isPossibleKey({ pk, sk }: Key): boolean {
  return isPart(pk, MOST_BYTES.pk) && isPart(sk, MOST_BYTES.sk);
}

function isPart(text: string, most: number): boolean {
  return text !== "" && new TextEncoder().encode(text).length <= most;
}

/** An item: its key, a version that increases with each write, and the attributes of its kind. */
export type Item = Key & { readonly version: number } & Readonly<Record<string, unknown>>;

/** A write of a complete item, which fails if the item changed since it was read. */
export interface Put {
  readonly item: Item;
  /**
   * The version that was read; `undefined` if the item did not exist; `any` if the condition of another item
   * in the same transaction is enough.
   */
  readonly expectedVersion: number | "any" | undefined;
  /** The statuses from which the lifecycle allows this write. */
  readonly fromStatuses?: readonly string[];
}

/**
 * The queues of the sparse index `queue`: events with undelivered notices ("undelivered"), open onboardings
 * ("open"), ended onboardings whose personal data is to be erased ("closed"), watched domains ("watched"),
 * and unused identities ("cleanup").
 */
export type QueueName = "undelivered" | "open" | "closed" | "watched" | "cleanup";

/** The DynamoDB table. */
export interface Table {
  /** Reads an item with strong consistency. */
  get(key: Key): Promise<Item | undefined>;
  /** Writes all items or none; returns `false` if an item was not as expected. */
  commit(puts: readonly Put[]): Promise<boolean>;
}

/** The lists of the index `listing`: all onboardings, and all projects. */
export type ListName = "onboarding" | "project";

/** The attributes of an item that the index contains. */
export type ListEntry = Key & Readonly<Record<string, unknown>>;

/** The index `listing`, which is eventually consistent. */
export interface Listing {
  /** Returns at most `limit` entries after `after`: onboardings with the newest first, projects by name. */
  list(
    list: ListName,
    page: { readonly after?: string; readonly limit: number; readonly isOldestFirst?: boolean },
  ): Promise<ListEntry[]>;
}

/** Reads the events that are stored in the partition of an item. */
export interface Trail {
  /** Returns the last 100 items of a partition whose sort keys begin with `prefix`, the oldest first. */
  last(pk: string, prefix: string): Promise<Item[]>;
}

/** Reads items of one partition in the order of their sort keys. */
export interface Partitions {
  /** Returns all items with sort keys from `from` to `to`, with strong consistency. */
  between(pk: string, from: string, to: string): Promise<Item[]>;
  /** Returns the keys that begin with `prefix`, after `after`; expired items are left out. */
  page(pk: string, page: KeyPage): Promise<Key[]>;
}

/** A page of keys. */
export interface KeyPage {
  readonly prefix?: string;
  /** The last sort key of the previous page. */
  readonly after?: string;
  readonly limit: number;
  readonly isDescending?: boolean;
}

/** The sparse index `queue`, which is eventually consistent. */
export interface Queue {
  /** Returns at most 100 keys that are due at `nowMs`, the longest due first. */
  due(queue: QueueName, nowMs: number): Promise<Key[]>;
}

/** The sparse index `probes`, which is eventually consistent. */
export interface ProbeIndex {
  /** Returns all entries of one part of the index. */
  read(part: string): Promise<ListEntry[]>;
}
