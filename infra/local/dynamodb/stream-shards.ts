import type { CallDynamoDb } from "./client.ts";

/** A record of a DynamoDB stream, as Lambda gets it. */
export interface StreamRecord {
  readonly eventName: string;
  readonly dynamodb: { readonly SequenceNumber: string };
}

const STREAMS = "DynamoDBStreams_20120810";

/** Shards of the newest stream of a table, the oldest first. */
export async function listShards(
  call: CallDynamoDb,
  tableName: string,
): Promise<{ streamArn: string; shardIds: string[] }> {
  const { Table } = await call("DynamoDB_20120810.DescribeTable", { TableName: tableName });
  const streamArn = (Table as { LatestStreamArn?: string }).LatestStreamArn;
  if (streamArn === undefined) throw new Error(`table ${tableName} has no stream`);
  const { StreamDescription } = await call(`${STREAMS}.DescribeStream`, { StreamArn: streamArn });
  const { Shards } = StreamDescription as { Shards: Array<{ ShardId: string }> };
  return { streamArn, shardIds: Shards.map(({ ShardId }) => ShardId) };
}

/** Up to `limit` records of a shard after a sequence number, or from its beginning. */
export async function readShard(
  call: CallDynamoDb,
  shard: { streamArn: string; shardId: string; after: string | undefined; limit: number },
): Promise<StreamRecord[]> {
  const { ShardIterator } = await call(`${STREAMS}.GetShardIterator`, {
    StreamArn: shard.streamArn,
    ShardId: shard.shardId,
    ...(shard.after === undefined
      ? { ShardIteratorType: "TRIM_HORIZON" }
      : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: shard.after }),
  });
  const { Records } = await call(`${STREAMS}.GetRecords`, { ShardIterator, Limit: shard.limit });
  return Records as StreamRecord[];
}
