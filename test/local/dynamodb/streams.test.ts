import { afterEach, beforeEach, expect, it } from "vitest";
import { type Clock, startClock } from "../../../infra/local/clock.ts";
import { createStreams, type Streams } from "../../../infra/local/dynamodb/streams.ts";
import type { InvokeOutcome } from "../../../infra/local/lambda/messages.ts";
import { openStore, type Store } from "../../../infra/local/store.ts";

let clock: Clock;
let store: Store;
let records: string[];
/** The records of the next shard, after the first is closed. */
let child: string[] | undefined;
let lists: number;
let batches: string[][];
let times: number[];
const givenUp: unknown[] = [];

beforeEach(() => {
  clock = startClock({ speed: 10_000 });
  store = openStore(":memory:");
  records = [];
  child = undefined;
  lists = 0;
  batches = [];
  times = [];
  givenUp.length = 0;
});

afterEach(() => {
  clock.stop();
  store.close();
});

interface Event {
  readonly Records: Array<{
    readonly dynamodb: { readonly SequenceNumber: string; readonly ApproximateCreationDateTime: number };
  }>;
}

interface Input {
  readonly SequenceNumber?: string;
  readonly ShardId: string;
  readonly ShardIterator: string;
  readonly Limit: number;
}

/** Makes streams over a shard with `records`, whose sequence numbers start at 1; those of `child` follow. */
function start(answer: (batch: string[], attempt: number) => InvokeOutcome): Streams {
  return createStreams({
    sources: [
      {
        name: "Source",
        tableName: "table",
        functionName: "f",
        batchSize: 3,
        filters: [{ eventName: ["INSERT"] }],
        retries: 1,
        deadLetterArn: "dead",
      },
    ],
    async call(target, input) {
      const { SequenceNumber = "0", ShardId, ShardIterator, Limit } = input as Input;
      if (target.endsWith("DescribeTable")) return { Table: { LatestStreamArn: "stream" } };
      if (target.endsWith("DescribeStream")) {
        lists += 1;
        const Shards = [{ ShardId: "s" }, ...(child === undefined ? [] : [{ ShardId: "child" }])];
        return { StreamDescription: { Shards } };
      }
      if (target.endsWith("GetShardIterator")) return { ShardIterator: `${ShardId} ${SequenceNumber}` };
      const [shard, after] = ShardIterator.split(" ");
      const held =
        shard === "s" ? { names: records, from: 1 } : { names: child ?? [], from: records.length + 1 };
      const Records = held.names
        .map((eventName, index) => ({
          eventName,
          dynamodb: { SequenceNumber: String(held.from + index), ApproximateCreationDateTime: 1_795_424_400 },
        }))
        .filter(({ dynamodb }) => Number(dynamodb.SequenceNumber) > Number(after))
        .slice(0, Limit);
      const isClosed = shard === "s" && child !== undefined;
      return { Records, ...(!isClosed && { NextShardIterator: "next" }) };
    },
    lambda: {
      find: () => {
        throw new Error("not asked");
      },
      async invoke(_, payload) {
        const batch = (payload as Event).Records.map(({ dynamodb }) => dynamodb.SequenceNumber);
        batches.push(batch);
        times.push(
          ...(payload as Event).Records.map((record) => record.dynamodb.ApproximateCreationDateTime),
        );
        return answer(batch, batches.length);
      },
      async stop() {},
    },
    store,
    clock,
    region: "eu-west-1",
    accountId: "000000000000",
    giveUp: (arn, payload) => {
      givenUp.push([arn, (payload as Event).Records.map(({ dynamodb }) => dynamodb.SequenceNumber)]);
    },
  });
}

const fine: InvokeOutcome = { payload: null };
const failure: InvokeOutcome = { functionError: { errorType: "Error", errorMessage: "no" } };

it("dates records by the clock of the local cloud", async () => {
  records = ["INSERT"];
  const before = clock.now();
  const streams = start(() => fine);
  streams.poll();
  await expect.poll(() => times).toHaveLength(1);
  expect(times[0]).toBeGreaterThanOrEqual(Math.floor(before / 1000));
  expect(times[0]).toBeLessThanOrEqual(clock.now() / 1000);
  streams.stop();
});

it("delivers records that pass the filter, in batches, and none twice", async () => {
  records = ["INSERT", "MODIFY", "INSERT", "MODIFY", "INSERT", "INSERT"];
  const streams = start(() => fine);
  streams.poll();
  await expect.poll(() => batches).toEqual([["1", "3", "5"], ["6"]]);
  records.push("INSERT");
  streams.poll();
  await expect.poll(() => batches.at(-1)).toEqual(["7"]);
  streams.stop();
});

it("continues with the shard that follows a closed one, and lists shards only then", async () => {
  records = ["INSERT"];
  const streams = start(() => fine);
  streams.poll();
  await expect.poll(() => batches).toEqual([["1"]]);
  records.push("INSERT");
  streams.poll();
  await expect.poll(() => batches).toEqual([["1"], ["2"]]);
  expect(lists).toBe(1);
  child = ["INSERT"];
  streams.poll();
  await expect.poll(() => batches).toEqual([["1"], ["2"], ["3"]]);
  child.push("INSERT");
  streams.poll();
  await expect.poll(() => batches.at(-1)).toEqual(["4"]);
  expect(lists).toBe(2);
  streams.stop();
});

it("continues after a restart where it was", async () => {
  records = ["INSERT"];
  const first = start(() => fine);
  first.poll();
  await expect.poll(() => store.collection("stream-positions").list()).toHaveLength(1);
  first.stop();
  records.push("INSERT");
  const second = start(() => fine);
  second.poll();
  await expect.poll(() => batches).toEqual([["1"], ["2"]]);
  second.stop();
});

it("tries a failed batch again from the first item that failed", async () => {
  records = ["INSERT", "INSERT", "INSERT"];
  const streams = start((_, attempt) =>
    attempt === 1 ? { payload: { batchItemFailures: [{ itemIdentifier: "2" }] } } : fine,
  );
  streams.poll();
  await expect
    .poll(() => batches)
    .toEqual([
      ["1", "2", "3"],
      ["2", "3"],
    ]);
  streams.stop();
});

it("gives a batch up after its retries, and continues with the next", async () => {
  records = ["INSERT", "INSERT", "INSERT", "INSERT"];
  const streams = start((batch) => (batch.includes("1") ? failure : fine));
  streams.poll();
  await expect.poll(() => batches).toEqual([["1", "2", "3"], ["1", "2", "3"], ["4"]]);
  expect(givenUp).toEqual([["dead", ["1", "2", "3"]]]);
  streams.stop();
});
