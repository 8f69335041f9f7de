import { AwsError } from "../aws/service.ts";
import type { Clock } from "../clock.ts";
import { matchesPattern } from "../events/pattern.ts";
import type { Lambda } from "../lambda/lambda.ts";
import type { FunctionError, InvokeOutcome } from "../lambda/messages.ts";
import type { Store } from "../store.ts";
import type { StreamSource } from "../template/function-events.ts";
import type { CallDynamoDb } from "./client.ts";
import { listShards, readShard, type Shards, type StreamRecord } from "./stream-shards.ts";

/** Feeds functions from DynamoDB streams; how far each came is kept across restarts. */
export interface Streams {
  /** Reads new records. It is called after every write, so that no function waits for a poll. */
  poke(): void;
  /** What is under way is forgotten: its records are handed over again after the next start. */
  stop(): void;
}

/** What feeds the functions of a template from its tables' streams. */
export interface StreamsOptions {
  readonly sources: readonly StreamSource[];
  readonly call: CallDynamoDb;
  readonly lambda: Lambda;
  readonly store: Store;
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
  readonly giveUp: (deadLetterArn: string, payload: unknown, error: FunctionError) => void;
}

const RETRY_DELAY_MS = 1000;
/** Records read at once: most of them pass no filter. */
const READ_AT_ONCE = 100;

/** Makes the event source mappings of all `sources`. */
export function createStreams(options: StreamsOptions): Streams {
  const readers = options.sources.map((source) => createReader(source, options));
  return {
    poke: () => {
      for (const reader of readers) reader.poke();
    },
    stop: () => {
      for (const reader of readers) reader.stop();
    },
  };
}

function createReader(source: StreamSource, options: StreamsOptions): Streams {
  const { call, lambda, store, clock } = options;
  const positions = store.collection<string>("stream-positions");
  let isStopped = false;
  let wasPoked = false;
  let isRunning = false;
  let failures = 0;
  /** Listed again only after one of them was closed: listing costs time for everything that the stream holds. */
  let shards: Shards | undefined;
  const ended = new Set<string>();

  /** Records as Lambda gets them: with the region and the ARN that the template knows, and dated by the one clock. */
  function asEvent(records: readonly StreamRecord[]): { Records: unknown[] } {
    const { region, accountId } = options;
    const eventSourceARN = `arn:aws:dynamodb:${region}:${accountId}:table/${source.tableName}/stream/local`;
    const ApproximateCreationDateTime = Math.floor(clock.now() / 1000);
    return {
      Records: records.map((record) => ({
        ...record,
        dynamodb: { ...record.dynamodb, ApproximateCreationDateTime },
        awsRegion: region,
        eventSourceARN,
      })),
    };
  }

  /** Hands over one batch; gives the sequence number it came to, and what went wrong. */
  async function handOver(
    records: readonly StreamRecord[],
    before: string | undefined,
  ): Promise<{ cameTo: string | undefined; error?: FunctionError }> {
    const last = records.at(-1)?.dynamodb.SequenceNumber ?? before;
    const wanted = records.filter((record) => passes(source, record));
    if (wanted.length === 0) return { cameTo: last };
    const outcome = await lambda.invoke(source.functionName, asEvent(wanted)).catch(
      (error: unknown): InvokeOutcome => ({
        functionError: { errorType: "Lambda.ServiceException", errorMessage: String(error) },
      }),
    );
    if ("functionError" in outcome) return { cameTo: before, error: outcome.functionError };
    const failed = failedItems(outcome.payload);
    const firstFailed = records.findIndex((record) => failed.includes(record.dynamodb.SequenceNumber));
    if (firstFailed < 0) return { cameTo: last };
    const error = { errorType: "BatchItemFailures", errorMessage: failed.join(", ") };
    return { cameTo: records[firstFailed - 1]?.dynamodb.SequenceNumber ?? before, error };
  }

  /** True when the shard was read to its end; false when a retry has to wait. */
  async function drain(streamArn: string, shardId: string): Promise<boolean> {
    const key = `${source.name}/${shardId}`;
    while (!isStopped) {
      const after = positions.get(key);
      const read = await readShard(call, { streamArn, shardId, after, limit: READ_AT_ONCE });
      if (read.records.length === 0) {
        if (read.isClosed) goOnWithItsChildren(shardId);
        return true;
      }
      const records = batchOf(source, read.records);
      const { cameTo, error } = await handOver(records, after);
      if (isStopped) return false;
      failures = error === undefined ? 0 : failures + 1;
      if (error !== undefined && failures > source.retries) {
        const left = records.filter((record) => isAfter(record.dynamodb.SequenceNumber, cameTo));
        if (source.deadLetterArn !== undefined) options.giveUp(source.deadLetterArn, asEvent(left), error);
        failures = 0;
        positions.put(key, records.at(-1)?.dynamodb.SequenceNumber ?? "");
        continue;
      }
      if (cameTo !== undefined) positions.put(key, cameTo);
      if (error !== undefined) {
        clock.at(clock.now() + RETRY_DELAY_MS * 2 ** Math.min(failures - 1, 6), poke);
        return false;
      }
    }
    return false;
  }

  function goOnWithItsChildren(shardId: string): void {
    ended.add(shardId);
    shards = undefined;
    wasPoked = true;
  }

  async function drainAll(): Promise<void> {
    shards ??= await listShards(call, source.tableName);
    const { streamArn, shardIds } = shards;
    for (const shardId of shardIds) {
      if (!ended.has(shardId) && !(await drain(streamArn, shardId))) return;
    }
  }

  async function run(): Promise<void> {
    isRunning = true;
    while (wasPoked && !isStopped) {
      wasPoked = false;
      await clock.during(drainAll).catch(tryAgainLater);
    }
    isRunning = false;
  }

  /** An engine that is being started again is reported by its supervisor. */
  function tryAgainLater(error: unknown): void {
    if (isStopped) return;
    if (!(error instanceof AwsError && error.status === 503)) console.error(`${source.name}:`, error);
    clock.at(clock.now() + RETRY_DELAY_MS, poke);
  }

  function poke(): void {
    wasPoked = true;
    if (!isStopped && !isRunning) void run();
  }

  return {
    poke,
    stop() {
      isStopped = true;
    },
  };
}

/** The records up to the last that makes the batch full: what passes no filter does not count. */
function batchOf(source: StreamSource, records: readonly StreamRecord[]): readonly StreamRecord[] {
  const last = records.filter((record) => passes(source, record))[source.batchSize - 1];
  return last === undefined ? records : records.slice(0, records.indexOf(last) + 1);
}

function passes({ filters }: StreamSource, record: StreamRecord): boolean {
  return filters.length === 0 || filters.some((filter) => matchesPattern(filter, record));
}

function isAfter(sequenceNumber: string, position: string | undefined): boolean {
  return position === undefined || BigInt(sequenceNumber) > BigInt(position);
}

function failedItems(payload: unknown): string[] {
  const { batchItemFailures = [] } = (payload ?? {}) as {
    batchItemFailures?: Array<{ itemIdentifier: string }>;
  };
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}
