import {
  type Item,
  isPossibleKey,
  type Key,
  type Listing,
  type Partitions,
  type ProbeIndex,
  type Queue,
  type Table,
  type Trail,
} from "#core/table";

/**
 * The table in memory, with the same conditions and limits of keys; `items()` returns its items. Items are frozen rather than
 * copied at each read, so that a mistaken change of one throws.
 */
export function memoryTable(): Table &
  Queue &
  Listing &
  Trail &
  Partitions &
  ProbeIndex & { items(): Item[] } {
  const items = new Map<string, Item>();
  const at = (key: Key): string => {
    const isKey = typeof key.pk === "string" && typeof key.sk === "string" && isPossibleKey(key);
    if (!isKey) throw new Error("ValidationException: DynamoDB does not accept this key");
    return `${key.pk}\u0000${key.sk}`;
  };
  return {
    items: () => [...items.values()],
    async get(key) {
      return items.get(at(key));
    },
    async commit(puts) {
      if (new Set(puts.map(({ item }) => at(item))).size < puts.length) {
        throw new Error("A transaction can't write one item twice");
      }
      const holds = puts.every(({ item, expectedVersion, fromStatuses }) => {
        const current = items.get(at(item));
        return (
          (expectedVersion === "any" || current?.version === expectedVersion) &&
          (fromStatuses === undefined || fromStatuses.includes(String(current?.["status"])))
        );
      });
      if (holds) for (const { item } of puts) items.set(at(item), frozen(JSON.parse(JSON.stringify(item))));
      return holds;
    },
    async due(queue, nowMs) {
      return [...items.values()]
        .filter((item) => item["queue"] === queue && Number(item["dueAt"]) <= nowMs)
        .sort((a, b) => Number(a["dueAt"]) - Number(b["dueAt"]))
        .slice(0, 100)
        .map(({ pk, sk }) => ({ pk, sk }));
    },
    async list(list, { after, limit, isOldestFirst = false }) {
      at({ pk: after ?? "-", sk: list });
      const direction = list === "onboarding" && !isOldestFirst ? -1 : 1;
      return [...items.values()]
        .filter((item) => item["listed"] === list)
        .sort((one, other) => direction * compared(one.pk, other.pk))
        .filter(({ pk }) => after === undefined || direction * compared(pk, after) > 0)
        .slice(0, limit);
    },
    async read(part) {
      return [...items.values()]
        .filter((item) => item["probes"] === part)
        .sort((one, other) => compared(one.pk, other.pk))
        .map(({ pk, sk, probes, probe }) => ({ pk, sk, probes, probe }));
    },
    async between(pk, from, to) {
      return [...items.values()]
        .filter((item) => item.pk === pk && compared(from, item.sk) <= 0 && compared(item.sk, to) <= 0)
        .sort((one, other) => compared(one.sk, other.sk));
    },
    async page(pk, { prefix = "", after, limit, isDescending = false }) {
      at({ pk, sk: after ?? (prefix || "-") });
      const direction = isDescending ? -1 : 1;
      return [...items.values()]
        .filter((item) => item.pk === pk && item.sk.startsWith(prefix) && item["forgetAt"] === undefined)
        .sort((one, other) => direction * compared(one.sk, other.sk))
        .filter(({ sk }) => after === undefined || direction * compared(sk, after) > 0)
        .slice(0, limit)
        .map(({ sk }) => ({ pk, sk }));
    },
    async last(pk, prefix) {
      return [...items.values()]
        .filter((item) => item.pk === pk && item.sk.startsWith(prefix))
        .sort((one, other) => compared(one.sk, other.sk))
        .slice(-100);
    },
  };
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

/** DynamoDB sorts strings by their bytes. */
function compared(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
