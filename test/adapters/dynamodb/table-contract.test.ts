import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamodbListing } from "#adapters/dynamodb/listing";
import { dynamodbPartitions } from "#adapters/dynamodb/partitions";
import { dynamodbProbeIndex } from "#adapters/dynamodb/probe-index";
import { dynamodbQueue } from "#adapters/dynamodb/queue";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { dynamodbTrail } from "#adapters/dynamodb/trail";
import type { Item, Listing, Partitions, ProbeIndex, Put, Queue, Table, Trail } from "#core/table";
import { type DynamoDb, hasDynamoDb, startDynamoDb } from "../../support/dynoxide.ts";
import { memoryTable } from "../../support/memory-table.ts";

let dynamodb: DynamoDb | undefined;

beforeAll(async () => {
  if (hasDynamoDb) dynamodb = await startDynamoDb();
});

afterAll(() => dynamodb?.stop());

type WholeTable = Table & Queue & Listing & Trail & ProbeIndex & Partitions;

async function realTable(): Promise<WholeTable> {
  if (dynamodb === undefined) throw new Error("There is no DynamoDB");
  const name = await dynamodb.createTable();
  const { client } = dynamodb;
  return {
    ...dynamodbTable(client, name),
    ...dynamodbQueue(client, name),
    ...dynamodbListing(client, name),
    ...dynamodbTrail(client, name),
    ...dynamodbProbeIndex(client, name),
    ...dynamodbPartitions(client, name),
  };
}

const TABLES: [string, () => Promise<WholeTable>][] = [
  ["the twin in memory", async () => memoryTable()],
  ...(hasDynamoDb ? [["DynamoDB", realTable] as [string, typeof realTable]] : []),
];

const item = (sk: string, version: number, more: Record<string, unknown> = {}): Item => ({
  pk: "p",
  sk,
  version,
  ...more,
});
const insert = (one: Item): Put => ({ item: one, expectedVersion: undefined });
const overwrite = (one: Item): Put => ({ item: one, expectedVersion: "any" });
const replace = (one: Item, expectedVersion: number, fromStatuses?: string[]): Put => ({
  item: one,
  expectedVersion,
  ...(fromStatuses === undefined ? {} : { fromStatuses }),
});

describe.each(TABLES)("%s", (_, make) => {
  it("gives back what was written, without what is undefined, and nothing for an unknown key", async () => {
    const table = await make();
    const nested = { list: [1, { deep: "", flag: false, nothing: null }], text: "é ✓", zero: 0 };
    expect(await table.commit([insert(item("a", 1, { nested, gone: undefined }))])).toBe(true);
    expect(await table.get({ pk: "p", sk: "a" })).toEqual(item("a", 1, { nested }));
    expect(await table.get({ pk: "p", sk: "b" })).toBeUndefined();
  });

  it("writes an item of any version, unless another item of the transaction is not as expected", async () => {
    const table = await make();
    expect(await table.commit([insert(item("guard", 1)), overwrite(item("free", 1))])).toBe(true);
    expect(await table.commit([replace(item("guard", 2), 1), overwrite(item("free", 7))])).toBe(true);
    expect(await table.commit([replace(item("guard", 2), 1), overwrite(item("free", 8))])).toBe(false);
    expect(await table.get({ pk: "p", sk: "free" })).toEqual(item("free", 7));
  });

  it("reads one part of the index of probes, with its plans and nothing else", async () => {
    const table = await make();
    const probe = { domain: "oxford.example", records: [] };
    for (const number of [1, 2, 3]) {
      const more = { probes: number === 3 ? "waiting#1" : "waiting", probe, secret: "no" };
      const one = { ...item("onboarding", 1, more), pk: `onb_${number}` };
      expect(await table.commit([insert(one)])).toBe(true);
    }
    const entries = await table.read("waiting");
    expect(entries.map(({ pk, probe: plan }) => [pk, plan])).toEqual([
      ["onb_1", probe],
      ["onb_2", probe],
    ]);
    expect(entries.flatMap((entry) => Object.keys(entry))).not.toContain("secret");
  });

  it("lists onboardings from the last to the first and projects by name, page after page", async () => {
    const table = await make();
    for (const number of [2, 1, 3]) {
      const onboarding = {
        pk: `onb_${number}`,
        sk: "onboarding",
        version: 1,
        listed: "onboarding",
        status: "ready",
      };
      const project = { pk: `project#${number}`, sk: "project", version: 1, listed: "project" };
      await table.commit([
        insert(onboarding),
        insert(project),
        insert({ ...project, sk: "change#1", listed: undefined }),
      ]);
    }
    const names = async (...asked: Parameters<Listing["list"]>) =>
      (await table.list(...asked)).map(({ pk }) => pk);
    expect(await table.list("onboarding", { limit: 1 })).toMatchObject([{ pk: "onb_3", status: "ready" }]);
    expect(await names("onboarding", { limit: 2 })).toEqual(["onb_3", "onb_2"]);
    expect(await names("onboarding", { limit: 2, after: "onb_2" })).toEqual(["onb_1"]);
    expect(await names("project", { limit: 9 })).toEqual(["project#1", "project#2", "project#3"]);
    expect(await names("project", { limit: 1, after: "project#2" })).toEqual(["project#3"]);
    expect(await names("onboarding", { limit: 2, after: "onb_1" })).toEqual([]);
  });

  it("gives the last hundred of a trail, the oldest first", async () => {
    const table = await make();
    for (let number = 1; number <= 103; number += 1)
      await table.commit([insert(item(`event#${String(number).padStart(8, "0")}`, 1))]);
    await table.commit([insert(item("notice#1", 1)), insert(item("a", 1))]);
    const trail = await table.last("p", "event#");
    expect([trail.length, trail[0]?.sk, trail.at(-1)?.sk]).toEqual([100, "event#00000004", "event#00000103"]);
    expect(await table.last("nobody", "event#")).toEqual([]);
  });

  it("gives the items of a range of sort keys, both ends included, in their order", async () => {
    const table = await make();
    for (const sk of ["2026-11-25", "2026-11-23", "2026-11-24", "2026-11-26"])
      await table.commit([insert(item(sk, 1))]);
    const found = await table.between("p", "2026-11-23", "2026-11-25");
    expect(found.map(({ sk }) => sk)).toEqual(["2026-11-23", "2026-11-24", "2026-11-25"]);
    expect(await table.between("q", "0", "9")).toEqual([]);
  });

  it("gives pages of keys in both directions, without what is to be forgotten", async () => {
    const table = await make();
    for (const sk of ["a#1", "a#2", "a#3", "a#4", "b#1"])
      await table.commit([insert(item(sk, 1, sk === "a#2" ? { forgetAt: 1_795_424_400 } : {}))]);
    const page = async (options: Parameters<Partitions["page"]>[1]) =>
      (await table.page("p", options)).map(({ sk }) => sk);
    expect(await page({ prefix: "a#", limit: 2 })).toEqual(["a#1", "a#3"]);
    expect(await page({ prefix: "a#", limit: 2, after: "a#3" })).toEqual(["a#4"]);
    expect(await page({ limit: 2, isDescending: true })).toEqual(["b#1", "a#4"]);
    expect(await page({ limit: 9, isDescending: true, after: "a#4" })).toEqual(["a#3", "a#1"]);
  });

  it("inserts once", async () => {
    const table = await make();
    expect(await table.commit([insert(item("a", 1))])).toBe(true);
    expect(await table.commit([insert(item("a", 1, { other: true }))])).toBe(false);
    expect(await table.get({ pk: "p", sk: "a" })).toEqual(item("a", 1));
  });

  it("replaces the whole item, only from the version that was read", async () => {
    const table = await make();
    await table.commit([insert(item("a", 1, { old: true }))]);
    expect(await table.commit([replace(item("a", 2), 1)])).toBe(true);
    expect(await table.commit([replace(item("a", 2), 1)])).toBe(false);
    expect(await table.commit([replace(item("b", 2), 1)])).toBe(false);
    expect(await table.get({ pk: "p", sk: "a" })).toEqual(item("a", 2));
  });

  it("writes only from a status that is allowed", async () => {
    const table = await make();
    await table.commit([insert(item("a", 1, { status: "requested" }))]);
    const next = item("a", 2, { status: "confirmed" });
    expect(await table.commit([replace(next, 1, ["verified", "configured"])])).toBe(false);
    expect(await table.commit([replace(next, 1, ["verified", "requested"])])).toBe(true);
    await table.commit([insert(item("none", 1))]);
    expect(await table.commit([replace(item("none", 2), 1, ["requested"])])).toBe(false);
  });

  it("does all of a transaction or nothing", async () => {
    const table = await make();
    await table.commit([insert(item("a", 1))]);
    expect(await table.commit([insert(item("b", 1)), replace(item("a", 3), 2)])).toBe(false);
    expect(await table.get({ pk: "p", sk: "b" })).toBeUndefined();
    expect(await table.commit([insert(item("b", 1)), replace(item("a", 2), 1)])).toBe(true);
    expect(await table.get({ pk: "p", sk: "a" })).toEqual(item("a", 2));
  });

  it("refuses to write one item twice in a transaction", async () => {
    const table = await make();
    await expect(table.commit([insert(item("a", 1)), insert(item("a", 2))])).rejects.toThrow();
    expect(await table.get({ pk: "p", sk: "a" })).toBeUndefined();
  });

  it("lets one of ten writers at once win", async () => {
    const table = await make();
    await table.commit([insert(item("a", 1))]);
    const wins = await Promise.all(
      Array.from({ length: 10 }, (_, by) => table.commit([replace(item("a", 2, { by }), 1)])),
    );
    expect(wins.filter(Boolean)).toHaveLength(1);
  });

  it("queues what is due, the longest due first, and only that queue's", async () => {
    const table = await make();
    const due = (sk: string, queue: string | undefined, dueAt?: number) =>
      table.commit([insert(item(sk, 1, { queue, dueAt }))]);
    await due("late", "open", 300);
    await due("early", "open", 100);
    await due("future", "open", 301);
    await due("other", "undelivered", 1);
    await due("none", undefined);
    expect(await table.due("open", 300)).toEqual([
      { pk: "p", sk: "early" },
      { pk: "p", sk: "late" },
    ]);
    await table.commit([replace(item("early", 2), 1)]);
    expect(await table.due("open", 300)).toEqual([{ pk: "p", sk: "late" }]);
  });

  it("gives at most 100 keys at a time", async () => {
    const table = await make();
    for (let page = 0; page < 2; page += 1) {
      const puts = Array.from({ length: 60 }, (_, at) =>
        insert(item(`${page}-${at}`, 1, { queue: "open", dueAt: page * 60 + at })),
      );
      await table.commit(puts);
    }
    const keys = await table.due("open", 1000);
    expect([keys.length, keys[0]?.sk, keys[99]?.sk]).toEqual([100, "0-0", "1-39"]);
  });
});
