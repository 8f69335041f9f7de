import type { AwsService } from "../aws/service.ts";
import type { Table } from "../template/resources.ts";
import { createDynamoDbClient } from "./client.ts";
import { startDynamoDbProcess } from "./process.ts";
import { createDynamoDbService } from "./service.ts";
import { createStreams, type StreamsOptions } from "./streams.ts";
import { createTables } from "./tables.ts";

/** The local DynamoDB with the template's tables and what their streams feed. */
export interface DynamoDb {
  readonly service: AwsService;
  /** Hands over the stream records that an earlier process left. */
  resume(): void;
  stop(): Promise<void>;
}

/** Starts DynamoDB on the data directory and creates what tables are not there yet. */
export async function startDynamoDb(
  options: Omit<StreamsOptions, "call"> & { dataDirectory: string; tables: readonly Table[] },
): Promise<DynamoDb> {
  const process = await startDynamoDbProcess(options.dataDirectory);
  try {
    const call = createDynamoDbClient(process.url);
    await createTables(call, options.tables);
    const streams = createStreams({ ...options, call });
    return {
      service: createDynamoDbService(process.url, () => streams.poke()),
      resume: () => streams.poke(),
      async stop() {
        streams.stop();
        await process.stop();
      },
    };
  } catch (error) {
    await process.stop();
    throw error;
  }
}
