import { describe, expect, it } from "vitest";
import type { Figures } from "#core/report/figures";
import { restoreFigures } from "#core/search/restore-figures";
import type { Item, Table } from "#core/table";
import { memoryTable } from "../../support/memory-table.ts";

type Days = Readonly<Record<string, Figures>>;

/** Keeps what each onboarding adds, and the figures of the days. */
async function kept(added: Readonly<Record<string, Days>>, days: Days, version = 7) {
  const table = memoryTable();
  for (const [pk, figures] of Object.entries(added))
    await table.commit([
      { item: { pk, sk: "indexed", version: 1, figures, entries: [] }, expectedVersion: undefined },
    ]);
  for (const [sk, figures] of Object.entries(days))
    await table.commit([{ item: { pk: "figures", sk, version, figures }, expectedVersion: undefined }]);
  return table;
}

const daysIn = (table: { items(): Item[] }) => table.items().filter(({ pk }) => pk === "figures");
const nothing = async () => undefined;

const ADDED = {
  onb_1: { "2026-11-23": { opened: 1 }, "2026-11-24": { ready: 1 } },
  onb_2: { "2026-11-23": { opened: 1, reminder: 2 } },
};

describe("figures that differ from what the onboardings add", () => {
  it("are corrected: a wrong day, a day that is absent and a day too many", async () => {
    const table = await kept(ADDED, { "2026-11-23": { opened: 5 }, "2026-11-25": { ready: 1 } });
    const ids = ["onb_1", "onb_2", "onb_unknown"];
    const wrong = await restoreFigures(ids, { table, partitions: table }, nothing);
    expect(wrong).toEqual(["2026-11-23", "2026-11-25", "2026-11-24"]);
    expect(daysIn(table)).toEqual([
      { pk: "figures", sk: "2026-11-23", version: 8, figures: { opened: 2, reminder: 2 } },
      { pk: "figures", sk: "2026-11-25", version: 8, figures: {} },
      { pk: "figures", sk: "2026-11-24", version: 1, figures: { ready: 1 } },
    ]);
  });

  it("are none if all days are right, and then nothing is written", async () => {
    const right = { "2026-11-23": { opened: 2, reminder: 2 }, "2026-11-24": { ready: 1 } };
    const table = await kept(ADDED, right);
    const before = table.items();
    expect(await restoreFigures(["onb_1", "onb_2"], { table, partitions: table }, nothing)).toEqual([]);
    expect(table.items()).toEqual(before);
  });

  it("are compared once each onboarding is indexed, one after the other", async () => {
    const table = await kept({}, {});
    const indexed: string[] = [];
    const index = async (pk: string) => {
      indexed.push(pk);
      const item = { pk, sk: "indexed", version: 1, figures: { "2026-11-23": { opened: 1 } }, entries: [] };
      await table.commit([{ item, expectedVersion: undefined }]);
    };
    await restoreFigures(["onb_2", "onb_1"], { table, partitions: table }, index);
    expect(indexed).toEqual(["onb_2", "onb_1"]);
    expect(daysIn(table)).toEqual([{ pk: "figures", sk: "2026-11-23", version: 1, figures: { opened: 2 } }]);
  });
});

describe("figures that change meanwhile", () => {
  /** Lets another write come before each of the first commits. */
  function raced(table: ReturnType<typeof memoryTable>, times: number) {
    let tries = 0;
    const commit: Table["commit"] = async (puts) => {
      tries += 1;
      return tries > times && table.commit(puts);
    };
    return { table: { get: table.get, commit }, tries: () => tries };
  }

  it.each([1, 9])("are compared again, after %d writes of others", async (times) => {
    const table = await kept(ADDED, { "2026-11-23": { opened: 5 }, "2026-11-24": { ready: 1 } });
    const { table: slow, tries } = raced(table, times);
    const wrong = await restoreFigures(["onb_1", "onb_2"], { table: slow, partitions: table }, nothing);
    expect([wrong, tries()]).toEqual([["2026-11-23"], times + 1]);
    expect(daysIn(table)[0]).toMatchObject({ version: 8, figures: { opened: 2, reminder: 2 } });
  });

  it("are given up after ten tries", async () => {
    const table = await kept(ADDED, { "2026-11-23": { opened: 5 }, "2026-11-24": { ready: 1 } });
    const { table: slow, tries } = raced(table, 10);
    await expect(
      restoreFigures(["onb_1", "onb_2"], { table: slow, partitions: table }, nothing),
    ).rejects.toThrow("The figures change too quickly to be compared: try again later");
    expect(tries()).toBe(10);
  });
});
