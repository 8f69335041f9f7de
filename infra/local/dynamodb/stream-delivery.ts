import { matchesPattern } from "../events/pattern.ts";
import type { Lambda } from "../lambda/lambda.ts";
import type { FunctionError, InvokeOutcome } from "../lambda/messages.ts";
import type { StreamSource } from "../template/function-events.ts";
import type { StreamRecord } from "./stream-shards.ts";

/** The event of a function: its stream records, as Lambda passes them. */
export interface StreamEvent {
  readonly Records: readonly unknown[];
}

/** The result of a delivery: the sequence number of the last delivered record, and the error if one failed. */
interface Delivery {
  readonly position: string | undefined;
  readonly error?: FunctionError;
}

/** Makes a function's event; AWS adds the region and the stream's ARN, and the time is that of the local clock. */
export function streamEvent(
  source: StreamSource,
  records: readonly StreamRecord[],
  { region, accountId, nowMs }: { region: string; accountId: string; nowMs: number },
): StreamEvent {
  const eventSourceARN = `arn:aws:dynamodb:${region}:${accountId}:table/${source.tableName}/stream/local`;
  const ApproximateCreationDateTime = Math.floor(nowMs / 1000);
  return {
    Records: records.map((record) => ({
      ...record,
      dynamodb: { ...record.dynamodb, ApproximateCreationDateTime },
      awsRegion: region,
      eventSourceARN,
    })),
  };
}

/** Invokes the function with those records of a batch that pass the filters; `before` is the position before the batch. */
export async function deliver(
  lambda: Lambda,
  source: StreamSource,
  batch: {
    readonly records: readonly StreamRecord[];
    readonly before: string | undefined;
    eventOf(records: readonly StreamRecord[]): StreamEvent;
  },
): Promise<Delivery> {
  const { records, before } = batch;
  const last = records.at(-1)?.dynamodb.SequenceNumber ?? before;
  const passing = records.filter((record) => passesFilters(source, record));
  if (passing.length === 0) return { position: last };
  const outcome = await lambda.invoke(source.functionName, batch.eventOf(passing)).catch(
    (error: unknown): InvokeOutcome => ({
      functionError: { errorType: "Lambda.ServiceException", errorMessage: String(error) },
    }),
  );
  if ("functionError" in outcome) return { position: before, error: outcome.functionError };
  const failed = failedItems(outcome.payload);
  const firstFailed = records.findIndex((record) => failed.includes(record.dynamodb.SequenceNumber));
  if (firstFailed < 0) return { position: last };
  const error = { errorType: "BatchItemFailures", errorMessage: failed.join(", ") };
  return { position: records[firstFailed - 1]?.dynamodb.SequenceNumber ?? before, error };
}

/** Returns the first records that fill a batch; records that pass no filter do not count. */
export function batchOf(source: StreamSource, records: readonly StreamRecord[]): readonly StreamRecord[] {
  const last = records.filter((record) => passesFilters(source, record))[source.batchSize - 1];
  return last === undefined ? records : records.slice(0, records.indexOf(last) + 1);
}

function passesFilters({ filters }: StreamSource, record: StreamRecord): boolean {
  return filters.length === 0 || filters.some((filter) => matchesPattern(filter, record));
}

/** Reads a partial batch response: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html */
function failedItems(payload: unknown): string[] {
  const { batchItemFailures = [] } = (payload ?? {}) as {
    batchItemFailures?: Array<{ itemIdentifier: string }>;
  };
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}
