import type { AwsService } from "../aws/service.ts";
import type { StorageError } from "../storage-error.ts";
import type { Table } from "../template/resources.ts";
import { createDynamoDbClient } from "./client.ts";
import { createDynamoDbService } from "./service.ts";
import { createStreams, type Streams, type StreamsOptions } from "./streams.ts";
import { superviseDynamoDb } from "./supervisor.ts";
import { createTables } from "./tables.ts";

/** The local DynamoDB with the template's tables and the event source mappings of their streams. */
export interface DynamoDb {
  readonly service: AwsService;
  /** Returns false while the engine restarts. */
  isAvailable(): boolean;
  /** Delivers the stream records that an earlier process did not deliver. */
  resume(): void;
  stop(): Promise<void>;
}

/** The options of a local DynamoDB. */
interface DynamoDbOptions extends Omit<StreamsOptions, "call"> {
  readonly dataDirectory: string;
  readonly tables: readonly Table[];
  /** Called when the data has become unusable. */
  readonly onFailure: (error: StorageError) => void;
}

/** Starts DynamoDB on the data directory and creates the missing tables. */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDb> {
  let streams: Streams | undefined;
  const engine = await superviseDynamoDb(options.dataDirectory, {
    onRestart: () => streams?.poll(),
    onFailure: options.onFailure,
  });
  try {
    const call = createDynamoDbClient(engine.url);
    await createTables(call, options.tables);
    const startedStreams = createStreams({ ...options, call });
    streams = startedStreams;
    return {
      service: createDynamoDbService({
        ...options,
        url: engine.url,
        onWrite: () => startedStreams.poll(),
      }),
      isAvailable: () => engine.url() !== undefined,
      resume: () => startedStreams.poll(),
      async stop() {
        startedStreams.stop();
        await engine.stop();
      },
    };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}
