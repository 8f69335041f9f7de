import type { CallDynamoDb } from "./client.ts";

/** A record of a DynamoDB stream. */
export interface StreamRecord {
  readonly eventName: string;
  readonly dynamodb: { readonly SequenceNumber: string };
}

/** The newest stream of a table, with its shards from oldest to newest. */
export interface Shards {
  readonly streamArn: string;
  readonly shardIds: readonly string[];
}

const STREAMS = "DynamoDBStreams_20120810";

/** Lists the shards of a table's newest stream. */
export async function listShards(call: CallDynamoDb, tableName: string): Promise<Shards> {
  const { Table } = await call("DynamoDB_20120810.DescribeTable", { TableName: tableName });
  const streamArn = (Table as { LatestStreamArn?: string }).LatestStreamArn;
  if (streamArn === undefined) throw new Error(`table ${tableName} has no stream`);
  const { StreamDescription } = await call(`${STREAMS}.DescribeStream`, { StreamArn: streamArn });
  const { Shards } = StreamDescription as { Shards: Array<{ ShardId: string }> };
  return { streamArn, shardIds: Shards.map(({ ShardId }) => ShardId) };
}

/**
 * Reads up to `limit` records of a shard after a sequence number, or from its beginning; a closed shard gets no more:
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html
 */
export async function readShard(
  call: CallDynamoDb,
  shard: { streamArn: string; shardId: string; after: string | undefined; limit: number },
): Promise<{ records: StreamRecord[]; isClosed: boolean }> {
  const { ShardIterator } = await call(`${STREAMS}.GetShardIterator`, {
    StreamArn: shard.streamArn,
    ShardId: shard.shardId,
    ...(shard.after === undefined
      ? { ShardIteratorType: "TRIM_HORIZON" }
      : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: shard.after }),
  });
  const { Records, NextShardIterator } = await call(`${STREAMS}.GetRecords`, {
    ShardIterator,
    Limit: shard.limit,
  });
  return { records: Records as StreamRecord[], isClosed: typeof NextShardIterator !== "string" };
}
