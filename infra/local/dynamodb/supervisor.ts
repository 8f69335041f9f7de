import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { makePrivateFile } from "../private-file.ts";
import { StorageError, storageError } from "../storage-error.ts";
import { type EngineProcess, startEngineProcess } from "./process.ts";
import { indexStreams } from "./stream-index.ts";
import { endSurvivor } from "./survivor.ts";

/** A DynamoDB that is started again whenever its process ends. */
export interface SupervisedDynamoDb {
  /** Where it listens now; nothing while it is being started again. */
  url(): string | undefined;
  stop(): Promise<void>;
}

/** The events that the owner of a supervised DynamoDB hears of. */
export interface DynamoDbEvents {
  /** It answers again after it had ended. */
  readonly onRestart: () => void;
  /** Its data cannot be used any more. */
  readonly onFailure: (error: StorageError) => void;
}

/** The wait before each further try to start it; the last one repeats. */
const RESTART_DELAYS_MS = [0, 1000, 5000, 30_000];
/** A process that ran for so long starts the series of delays from its beginning. */
const STABLE_AFTER_MS = 60_000;

/** Starts DynamoDB on the database file of a data directory, or takes the one that DYNAMODB_ENDPOINT names. */
export async function superviseDynamoDb(
  dataDirectory: string,
  events: DynamoDbEvents,
): Promise<SupervisedDynamoDb> {
  const external = process.env["DYNAMODB_ENDPOINT"];
  if (external !== undefined && external !== "") return { url: () => external, stop: async () => {} };

  const database = join(dataDirectory, "dynamodb.db");
  const pidFile = join(dataDirectory, "dynamodb.pid");
  checkDatabase(database);
  await endSurvivor(database);
  const stopped = new AbortController();
  let running: EngineProcess | undefined = await start(database, pidFile);
  indexStreams(database);

  async function keepRunning(first: EngineProcess): Promise<void> {
    let failures = 0;
    for (let engine: EngineProcess | undefined = first; engine !== undefined; ) {
      const startedAt = performance.now();
      const how = await engine.ended;
      running = undefined;
      if (stopped.signal.aborted) return;
      if (performance.now() - startedAt > STABLE_AFTER_MS) failures = 0;
      console.error(`DynamoDB ended (${how}) and is started again; requests are answered 503 until then.`);
      engine = await startAgain(failures);
      failures += 1;
    }
  }

  async function startAgain(failures: number): Promise<EngineProcess | undefined> {
    for (let attempt = failures; ; attempt += 1) {
      const delayMs = RESTART_DELAYS_MS[Math.min(attempt, RESTART_DELAYS_MS.length - 1)];
      await sleep(delayMs, undefined, { signal: stopped.signal }).catch(() => {});
      if (stopped.signal.aborted) return undefined;
      try {
        const engine = await start(database, pidFile);
        if (stopped.signal.aborted) {
          await engine.stop();
          return undefined;
        }
        running = engine;
        console.error("DynamoDB answers again.");
        events.onRestart();
        return engine;
      } catch (error) {
        if (error instanceof StorageError) {
          events.onFailure(error);
          return undefined;
        }
        console.error(error instanceof Error ? error.message : error);
      }
    }
  }

  const supervision = keepRunning(running);
  return {
    url: () => running?.url,
    async stop() {
      stopped.abort();
      await running?.stop();
      await supervision;
      rmSync(pidFile, { force: true });
    },
  };
}

async function start(database: string, pidFile: string): Promise<EngineProcess> {
  const started = await startEngineProcess(database);
  try {
    // Read by people and by the load bench; no decision depends on it.
    writeFileSync(pidFile, String(started.pid));
    return started;
  } catch (error) {
    await started.stop();
    throw storageError(pidFile, error);
  }
}

/** Finds a file that SQLite cannot read before the engine does, whose complaint names no path. */
function checkDatabase(file: string): void {
  makePrivateFile(file);
  try {
    const database = new DatabaseSync(file);
    try {
      database.prepare("SELECT count(*) FROM sqlite_schema").get();
    } finally {
      database.close();
    }
  } catch (error) {
    throw storageError(file, error);
  }
}
