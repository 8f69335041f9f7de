import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { makePrivateFile } from "../private-file.ts";
import { StorageError, storageError } from "../storage-error.ts";
import { type EngineProcess, startEngineProcess } from "./process.ts";
import { indexStreams } from "./stream-index.ts";
import { endSurvivor } from "./survivor.ts";

/** A DynamoDB whose process is restarted whenever it ends. */
export interface SupervisedDynamoDb {
  /** Returns its present URL, or nothing while it restarts. */
  url(): string | undefined;
  stop(): Promise<void>;
}

/** The callbacks of a supervised DynamoDB. */
export interface DynamoDbEvents {
  /** Called when it answers again after a restart. */
  readonly onRestart: () => void;
  /** Called when its data has become unusable. */
  readonly onFailure: (error: StorageError) => void;
}

/** The delay before each attempt to restart it; the last delay repeats. */
const RESTART_DELAYS_MS = [0, 1000, 5000, 30_000];
/** After a run of this length, the delays start from the first again. */
const STABLE_AFTER_MS = 60_000;

/** Starts DynamoDB on the database file of a data directory, or uses the one at DYNAMODB_ENDPOINT. */
export async function superviseDynamoDb(
  dataDirectory: string,
  events: DynamoDbEvents,
): Promise<SupervisedDynamoDb> {
  const external = process.env["DYNAMODB_ENDPOINT"];
  if (external !== undefined && external !== "") {
    await checkExternal(external);
    return { url: () => external, stop: async () => {} };
  }

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
      const cause = await engine.ended;
      running = undefined;
      if (stopped.signal.aborted) return;
      if (performance.now() - startedAt > STABLE_AFTER_MS) failures = 0;
      console.error(`DynamoDB ended (${cause}) and is started again; requests are answered 503 until then.`);
      engine = await restart(failures);
      failures += 1;
    }
  }

  async function restart(failures: number): Promise<EngineProcess | undefined> {
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

const ANSWERS_WITHIN_MS = 5000;

async function checkExternal(url: string): Promise<void> {
  try {
    // Any response proves that it runs, even a refusal of the unsigned request.
    await fetch(url, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
  } catch (cause) {
    throw new Error(`No DynamoDB answers at ${url}: start it, or unset DYNAMODB_ENDPOINT`, { cause });
  }
}

async function start(database: string, pidFile: string): Promise<EngineProcess> {
  const started = await startEngineProcess(database);
  try {
    // The file is for people and for the load bench; no code here depends on it.
    writeFileSync(pidFile, String(started.pid));
    return started;
  } catch (error) {
    await started.stop();
    throw storageError(pidFile, error);
  }
}

/** Reports a file that SQLite cannot read, because the engine's own error names no path. */
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
