import type { Item, Key, Queue, Table } from "#core/table";

/** The table's twin in memory, with the same conditions; `items()` is what lies in it. */
export function memoryTable(): Table & Queue & { items(): Item[] } {
  const items = new Map<string, Item>();
  const at = ({ pk, sk }: Key): string => `${pk}\u0000${sk}`;
  return {
    items: () => [...items.values()].map((item) => structuredClone(item)),
    async get(key) {
      return structuredClone(items.get(at(key)));
    },
    async commit(puts) {
      if (new Set(puts.map(({ item }) => at(item))).size < puts.length) {
        throw new Error("A transaction can't write one item twice");
      }
      const holds = puts.every(({ item, expectedVersion, fromStatuses }) => {
        const current = items.get(at(item));
        return (
          current?.version === expectedVersion &&
          (fromStatuses === undefined || fromStatuses.includes(String(current?.["status"])))
        );
      });
      if (holds) for (const { item } of puts) items.set(at(item), JSON.parse(JSON.stringify(item)));
      return holds;
    },
    async due(queue, nowMs) {
      return [...items.values()]
        .filter((item) => item["queue"] === queue && Number(item["dueAt"]) <= nowMs)
        .sort((a, b) => Number(a["dueAt"]) - Number(b["dueAt"]))
        .slice(0, 100)
        .map(({ pk, sk }) => ({ pk, sk }));
    },
  };
}
