import { AwsError } from "../aws/service.ts";
import type { Clock } from "../clock.ts";
import type { Lambda } from "../lambda/lambda.ts";
import type { FunctionError } from "../lambda/messages.ts";
import type { Store } from "../store.ts";
import type { StreamSource } from "../template/function-events.ts";
import type { CallDynamoDb } from "./client.ts";
import { batchOf, deliver, streamEvent } from "./stream-delivery.ts";
import { listShards, readShard, type Shards, type StreamRecord } from "./stream-shards.ts";

/** Event source mappings from DynamoDB streams to functions; the position in each stream survives a restart. */
export interface Streams {
  /** Reads new records; called after every write, so that functions run without a delay. */
  poll(): void;
  /** Stops; records of an unfinished delivery are delivered again after the next start. */
  stop(): void;
}

/** The options of the event source mappings. */
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
/** The records of one read; this is more than a batch, because most records pass no filter. */
const RECORDS_PER_READ = 100;

/** Makes the event source mappings of all `sources`. */
export function createStreams(options: StreamsOptions): Streams {
  const mappings = options.sources.map((source) => createMapping(source, options));
  return {
    poll: () => {
      for (const mapping of mappings) mapping.poll();
    },
    stop: () => {
      for (const mapping of mappings) mapping.stop();
    },
  };
}

function createMapping(source: StreamSource, options: StreamsOptions): Streams {
  const { call, clock } = options;
  let isStopped = false;
  let isPollRequested = false;
  let isRunning = false;
  /**
   * The list is read again only after a shard was closed, because listing takes longer the more records a
   * stream has.
   */
  let shards: Shards | undefined;
  const closed = new Set<string>();
  const retryAfter = (delayMs: number): void => void clock.at(clock.now() + delayMs, poll);
  const readShardToEnd = createShardReader(source, options, { isStopped: () => isStopped, retryAfter });

  async function readAllShards(): Promise<void> {
    shards ??= await listShards(call, source.tableName);
    const { streamArn, shardIds } = shards;
    for (const shardId of shardIds) {
      if (closed.has(shardId)) continue;
      const result = await readShardToEnd(streamArn, shardId);
      if (result === "interrupted") return;
      if (result === "closed") {
        closed.add(shardId);
        // The children of a closed shard are in a new list.
        shards = undefined;
        isPollRequested = true;
      }
    }
  }

  async function run(): Promise<void> {
    isRunning = true;
    while (isPollRequested && !isStopped) {
      isPollRequested = false;
      await clock.during(readAllShards).catch(retryAfterError);
    }
    isRunning = false;
  }

  function retryAfterError(error: unknown): void {
    if (isStopped) return;
    // The supervisor already reports an engine that restarts.
    if (!(error instanceof AwsError && error.status === 503)) console.error(`${source.name}:`, error);
    retryAfter(RETRY_DELAY_MS);
  }

  function poll(): void {
    isPollRequested = true;
    if (!isStopped && !isRunning) void run();
  }

  return {
    poll,
    stop() {
      isStopped = true;
    },
  };
}

/** The result of reading a shard; `interrupted` means that a batch waits for a retry or that the mapping stopped. */
type ShardResult = "all-read" | "closed" | "interrupted";

function createShardReader(
  source: StreamSource,
  options: StreamsOptions,
  mapping: { isStopped(): boolean; retryAfter(delayMs: number): void },
): (streamArn: string, shardId: string) => Promise<ShardResult> {
  const { call, lambda, store, clock, region, accountId } = options;
  const positions = store.collection<string>("stream-positions");
  let failures = 0;
  const eventOf = (records: readonly StreamRecord[]) =>
    streamEvent(source, records, { region, accountId, nowMs: clock.now() });

  /** Delivers one batch and stores the new position; returns false if the batch must be retried later. */
  async function processBatch(
    key: string,
    records: readonly StreamRecord[],
    before: string | undefined,
  ): Promise<boolean> {
    const { position, error } = await deliver(lambda, source, { records, before, eventOf });
    if (mapping.isStopped()) return false;
    failures = error === undefined ? 0 : failures + 1;
    if (error !== undefined && failures > source.retries) {
      const undelivered = records.filter((record) => isAfter(record.dynamodb.SequenceNumber, position));
      if (source.deadLetterArn !== undefined)
        options.giveUp(source.deadLetterArn, eventOf(undelivered), error);
      failures = 0;
      positions.put(key, records.at(-1)?.dynamodb.SequenceNumber ?? "");
      return true;
    }
    if (position !== undefined) positions.put(key, position);
    if (error !== undefined) mapping.retryAfter(RETRY_DELAY_MS * 2 ** Math.min(failures - 1, 6));
    return error === undefined;
  }

  return async (streamArn, shardId) => {
    const key = `${source.name}/${shardId}`;
    while (!mapping.isStopped()) {
      const after = positions.get(key);
      const read = await readShard(call, { streamArn, shardId, after, limit: RECORDS_PER_READ });
      if (read.records.length === 0) return read.isClosed ? "closed" : "all-read";
      if (!(await processBatch(key, batchOf(source, read.records), after))) return "interrupted";
    }
    return "interrupted";
  };
}

function isAfter(sequenceNumber: string, position: string | undefined): boolean {
  return position === undefined || BigInt(sequenceNumber) > BigInt(position);
}
