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
  /** False while the engine is being started again. */
  isAvailable(): boolean;
  /** Hands over the stream records that an earlier process left. */
  resume(): void;
  stop(): Promise<void>;
}

/** The options of a local DynamoDB. */
interface DynamoDbOptions extends Omit<StreamsOptions, "call"> {
  readonly dataDirectory: string;
  readonly tables: readonly Table[];
  /** Called once the data cannot be used any more. */
  readonly onFailure: (error: StorageError) => void;
}

/** Starts DynamoDB on the data directory and creates the tables that are not there yet. */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDb> {
  let streams: Streams | undefined;
  const engine = await superviseDynamoDb(options.dataDirectory, {
    onRestart: () => streams?.poke(),
    onFailure: options.onFailure,
  });
  try {
    const call = createDynamoDbClient(engine.url);
    await createTables(call, options.tables);
    const reading = createStreams({ ...options, call });
    streams = reading;
    return {
      service: createDynamoDbService({ ...options, url: engine.url, onWrite: () => reading.poke() }),
      isAvailable: () => engine.url() !== undefined,
      resume: () => reading.poke(),
      async stop() {
        reading.stop();
        await engine.stop();
      },
    };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}
