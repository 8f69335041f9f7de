/** The key of an item in the one table. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** An item: its key, a version that grows with every write, and the attributes of its module. */
export type Item = Key & { readonly version: number } & Readonly<Record<string, unknown>>;

/** A write of a whole item, which fails if the item changed since it was read. */
export interface Put {
  readonly item: Item;
  /** The version that was read, or `undefined` if there was no item. */
  readonly expectedVersion: number | undefined;
  /** The statuses that the lifecycle allows this write from. */
  readonly fromStatuses?: readonly string[];
}

/** The queues of the sparse index `queue`: events with undelivered notices, open onboardings, unfinished ones whose people are to be erased, watched domains, and identities to clean up. */
export type QueueName = "undelivered" | "open" | "closed" | "watched" | "cleanup";

/** The one table. */
export interface Table {
  /** Strongly consistent. */
  get(key: Key): Promise<Item | undefined>;
  /** All of it or nothing; `false` if an item was not as expected. */
  commit(puts: readonly Put[]): Promise<boolean>;
}

/** The lists of the index `listing`: all onboardings, and all projects. */
export type ListName = "onboarding" | "project";

/** The attributes of an item that the index holds. */
export type ListEntry = Key & Readonly<Record<string, unknown>>;

/** The index `listing`, eventually consistent. */
export interface Listing {
  /** At most `limit` entries after `after`, by their partition keys: onboardings newest first, projects by name. */
  list(
    list: ListName,
    page: { readonly after?: string; readonly limit: number; readonly isOldestFirst?: boolean },
  ): Promise<ListEntry[]>;
}

/** Reads the events that are stored beside an item. */
export interface Trail {
  /** At most the last 100 items of this partition whose sort keys begin with `prefix`, the oldest first. */
  last(pk: string, prefix: string): Promise<Item[]>;
}

/** Reads items of one partition in the order of their sort keys. */
export interface Partitions {
  /** All items whose sort keys lie from `from` to `to`, strongly consistent. */
  between(pk: string, from: string, to: string): Promise<Item[]>;
  /** The keys that begin with `prefix`, after `after`; items that are to be forgotten are left out. */
  page(pk: string, page: KeyPage): Promise<Key[]>;
}

/** A page of keys. */
export interface KeyPage {
  readonly prefix?: string;
  /** The sort key that the page before ended with. */
  readonly after?: string;
  readonly limit: number;
  readonly isDescending?: boolean;
}

/** The sparse index, eventually consistent. */
export interface Queue {
  /** At most 100 keys that are due at `nowMs`, the longest due first. */
  due(queue: QueueName, nowMs: number): Promise<Key[]>;
}

/** The sparse index `probes`, eventually consistent. */
export interface ProbeIndex {
  /** All entries of one part of the index. */
  read(part: string): Promise<ListEntry[]>;
}
